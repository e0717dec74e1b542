package main

import (
	"context"
	"encoding/json"
	"errors"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	openshift "github.com/openshift/client-go/route/clientset/versioned"
	istio "istio.io/client-go/pkg/clientset/versioned"
	gateway "sigs.k8s.io/gateway-api/pkg/client/clientset/versioned"

	"sigs.k8s.io/external-dns/source"
	"sigs.k8s.io/external-dns/source/annotations"
	"sigs.k8s.io/external-dns/source/wrappers"

	"dibs/oracle/exchange"
)

type sourcesCase struct {
	Flags   flags             `json:"flags"`
	Objects []json.RawMessage `json:"objects"`
}

type sourcesAnswer struct {
	Endpoints []exchange.Endpoint `json:"endpoints"`
	Log       []exchange.LogLine  `json:"log"`
}

// decideSources builds the sources as the process's start-up does, asks them once and stops them.
func decideSources(line []byte) (any, error) {
	var c sourcesCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	api, err := newClusterAPI(c.Objects)
	if err != nil {
		return nil, err
	}
	annotations.SetAnnotationPrefix(c.Flags.AnnotationPrefix)
	logbook.Take()
	clients := clients{config: &rest.Config{Host: "http://cluster", Transport: api, QPS: -1}}
	config, err := source.NewSourceConfig(c.Flags.config(), source.WithClientGenerator(clients))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	built, err := wrappers.Build(ctx, config)
	if err != nil {
		return nil, err
	}
	endpoints, err := built.Endpoints(ctx)
	if err != nil {
		return nil, err
	}
	return sourcesAnswer{
		Endpoints: exchange.Sorted(exchange.Plain(endpoints)),
		Log:       exchange.Sorted(logbook.Take()),
	}, nil
}

// clients reaches the case's cluster with the ordinary clients.
type clients struct{ config *rest.Config }

var errOtherAPI = errors.New("the case's cluster has no such API")

func (c clients) KubeClient() (kubernetes.Interface, error) { return kubernetes.NewForConfig(c.config) }

func (c clients) RESTConfig() (*rest.Config, error) { return c.config, nil }

func (c clients) GatewayClient() (gateway.Interface, error) { return nil, errOtherAPI }

func (c clients) IstioClient() (istio.Interface, error) { return nil, errOtherAPI }

func (c clients) DynamicKubernetesClient() (dynamic.Interface, error) { return nil, errOtherAPI }

func (c clients) OpenShiftClient() (openshift.Interface, error) { return nil, errOtherAPI }
