package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sigs.k8s.io/external-dns/pkg/apis/externaldns"
	"sigs.k8s.io/external-dns/provider"
	"sigs.k8s.io/external-dns/registry"
	"sigs.k8s.io/external-dns/registry/noop"
	"sigs.k8s.io/external-dns/registry/txt"

	"dibs/oracle/exchange"
)

// registrySettings are the flags that a registry looks at.
type registrySettings struct {
	Registry            string   `json:"registry"`
	OwnerID             string   `json:"ownerId"`
	OldOwnerID          string   `json:"oldOwnerId"`
	Prefix              string   `json:"prefix"`
	Suffix              string   `json:"suffix"`
	WildcardReplacement string   `json:"wildcardReplacement"`
	CacheIntervalMs     int64    `json:"cacheIntervalMs"`
	Encrypts            bool     `json:"encrypts"`
	AESKey              string   `json:"aesKey"`
	ManagedRecords      []string `json:"managedRecords"`
	ExcludeRecords      []string `json:"excludeRecords"`
}

func (s registrySettings) open(p provider.Provider) (registry.Registry, error) {
	cfg := externaldns.NewConfig()
	cfg.TXTOwnerID = s.OwnerID
	cfg.TXTOwnerOld = s.OldOwnerID
	cfg.TXTPrefix = s.Prefix
	cfg.TXTSuffix = s.Suffix
	cfg.TXTWildcardReplacement = s.WildcardReplacement
	cfg.TXTCacheInterval = time.Duration(s.CacheIntervalMs) * time.Millisecond
	cfg.TXTEncryptEnabled = s.Encrypts
	cfg.TXTEncryptAESKey = s.AESKey
	cfg.ManagedDNSRecordTypes = s.ManagedRecords
	cfg.ExcludeDNSRecordTypes = s.ExcludeRecords
	switch s.Registry {
	case "txt":
		return txt.New(cfg, p)
	case "noop":
		return noop.New(cfg, p)
	default:
		return nil, fmt.Errorf("no registry %s", s.Registry)
	}
}

type registryCase struct {
	Settings registrySettings    `json:"settings"`
	Zone     []exchange.Endpoint `json:"zone"`
	// KeepsLabels is whether the zone gives back the labels that it was given.
	KeepsLabels bool           `json:"keepsLabels"`
	Steps       []registryStep `json:"steps"`
}

// registryStep is `records` or `apply`.
type registryStep struct {
	Do      string           `json:"do"`
	Changes exchange.Changes `json:"changes"`
	Fail    *failure         `json:"fail"`
}

type registryAnswer struct {
	Steps []stepAnswer `json:"steps"`
}

// stepAnswer is what one step showed, null where the step shows no such thing. Error is "", "soft" or "hard".
type stepAnswer struct {
	Error      string              `json:"error"`
	Records    []exchange.Endpoint `json:"records"`
	Changes    *exchange.Changes   `json:"changes"`
	HasChanges *bool               `json:"hasChanges"`
	// Handed is what the provider was given.
	Handed *exchange.Changes   `json:"handed"`
	Zone   []exchange.Endpoint `json:"zone"`
	Log    []exchange.LogLine  `json:"log"`
}

func decideRegistry(line []byte) (any, error) {
	var c registryCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	logbook.Take()
	host := &smallProvider{zone: newZone(c.Zone, c.KeepsLabels)}
	opened, err := c.Settings.open(host)
	if err != nil {
		return nil, err
	}
	answer := registryAnswer{Steps: []stepAnswer{}}
	for _, step := range c.Steps {
		var shown stepAnswer
		host.fail, host.handed = step.Fail, nil
		if step.Do == "apply" {
			err = opened.ApplyChanges(context.Background(), exchange.RealChanges(step.Changes))
			shown.Handed = host.handed
		} else {
			shown.Records, err = recordsOf(opened)
		}
		shown.Error = severity(err)
		shown.Zone = host.zone.list()
		shown.Log = logbook.Take()
		answer.Steps = append(answer.Steps, shown)
	}
	return answer, nil
}

func recordsOf(r registry.Registry) ([]exchange.Endpoint, error) {
	records, err := r.Records(context.Background())
	if err != nil {
		return nil, err
	}
	return exchange.Plain(records), nil
}

func severity(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, provider.SoftError):
		return "soft"
	default:
		return "hard"
	}
}
