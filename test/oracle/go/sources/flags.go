package main

import (
	"time"

	"sigs.k8s.io/external-dns/pkg/apis/externaldns"
)

// flags are the command-line flags that sources look at.
type flags struct {
	Sources                  []string `json:"sources"`
	Provider                 string   `json:"provider"`
	Namespace                string   `json:"namespace"`
	AnnotationPrefix         string   `json:"annotationPrefix"`
	AnnotationFilter         string   `json:"annotationFilter"`
	LabelFilter              string   `json:"labelFilter"`
	IngressClassNames        []string `json:"ingressClassNames"`
	FQDNTemplate             string   `json:"fqdnTemplate"`
	CombineFQDNAnnotation    bool     `json:"combineFqdnAnnotation"`
	IgnoreHostnameAnnotation bool     `json:"ignoreHostnameAnnotation"`
	IgnoreIngressRulesSpec   bool     `json:"ignoreIngressRulesSpec"`
	IgnoreIngressTLSSpec     bool     `json:"ignoreIngressTLSSpec"`
	PublishInternalServices  bool     `json:"publishInternalServices"`
	DefaultTargets           []string `json:"defaultTargets"`
	ForceDefaultTargets      bool     `json:"forceDefaultTargets"`
	TargetNetFilter          []string `json:"targetNetFilter"`
	ExcludeTargetNets        []string `json:"excludeTargetNets"`
	MinTTLSeconds            int64    `json:"minTTLSeconds"`
	PreferAlias              bool     `json:"preferAlias"`
	ManagedRecordTypes       []string `json:"managedRecordTypes"`
}

func (f flags) config() *externaldns.Config {
	cfg := externaldns.NewConfig()
	cfg.Sources = f.Sources
	cfg.Provider = f.Provider
	cfg.Namespace = f.Namespace
	cfg.AnnotationFilter = f.AnnotationFilter
	cfg.LabelFilter = f.LabelFilter
	// A flag that is not given leaves nil, which is not the same as no class.
	if len(f.IngressClassNames) > 0 {
		cfg.IngressClassNames = f.IngressClassNames
	}
	if f.FQDNTemplate != "" {
		cfg.FQDNTemplate = []string{f.FQDNTemplate}
	}
	cfg.CombineFQDNAndAnnotation = f.CombineFQDNAnnotation
	cfg.IgnoreHostnameAnnotation = f.IgnoreHostnameAnnotation
	cfg.IgnoreIngressRulesSpec = f.IgnoreIngressRulesSpec
	cfg.IgnoreIngressTLSSpec = f.IgnoreIngressTLSSpec
	cfg.PublishInternal = f.PublishInternalServices
	cfg.DefaultTargets = f.DefaultTargets
	cfg.ForceDefaultTargets = f.ForceDefaultTargets
	cfg.TargetNetFilter = f.TargetNetFilter
	cfg.ExcludeTargetNets = f.ExcludeTargetNets
	cfg.MinTTL = time.Duration(f.MinTTLSeconds) * time.Second
	cfg.PreferAlias = f.PreferAlias
	cfg.ManagedDNSRecordTypes = f.ManagedRecordTypes
	return cfg
}
