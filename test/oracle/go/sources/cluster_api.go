package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"k8s.io/apimachinery/pkg/labels"
)

// clusterAPI is the API server of a case: a transport that answers lists from the case's objects and keeps watches
// silent. There is no network.
type clusterAPI struct{ byResource map[string][]object }

type object struct {
	raw       json.RawMessage
	namespace string
	labels    labels.Set
}

// resources are the kinds that the sources list; apiVersion and kind are what a list of them says it is.
var resources = map[string]struct{ apiVersion, kind string }{
	"ingresses":      {"networking.k8s.io/v1", "Ingress"},
	"services":       {"v1", "Service"},
	"endpointslices": {"discovery.k8s.io/v1", "EndpointSlice"},
	"pods":           {"v1", "Pod"},
	"nodes":          {"v1", "Node"},
	"dnsendpoints":   {"externaldns.k8s.io/v1alpha1", "DNSEndpoint"},
}

// discovery is what the client of DNSEndpoints asks before it lists them.
var discovery = map[string]any{
	"/api": map[string]any{"kind": "APIVersions", "versions": []string{"v1"}},
	"/apis": map[string]any{"apiVersion": "v1", "kind": "APIGroupList", "groups": []any{map[string]any{
		"name":             "externaldns.k8s.io",
		"versions":         []any{dnsEndpointVersion},
		"preferredVersion": dnsEndpointVersion,
	}}},
	"/apis/externaldns.k8s.io/v1alpha1": map[string]any{
		"apiVersion":   "v1",
		"kind":         "APIResourceList",
		"groupVersion": "externaldns.k8s.io/v1alpha1",
		"resources": []any{map[string]any{
			"name": "dnsendpoints", "kind": "DNSEndpoint", "namespaced": true, "verbs": []string{"list", "watch"},
		}},
	},
}

var dnsEndpointVersion = map[string]any{"groupVersion": "externaldns.k8s.io/v1alpha1", "version": "v1alpha1"}

func newClusterAPI(objects []json.RawMessage) (*clusterAPI, error) {
	api := &clusterAPI{byResource: map[string][]object{}}
	for _, raw := range objects {
		var head struct {
			Kind     string `json:"kind"`
			Metadata struct {
				Namespace string     `json:"namespace"`
				Labels    labels.Set `json:"labels"`
			} `json:"metadata"`
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			return nil, err
		}
		resource, err := resourceOf(head.Kind)
		if err != nil {
			return nil, err
		}
		stored := object{raw: raw, namespace: head.Metadata.Namespace, labels: head.Metadata.Labels}
		api.byResource[resource] = append(api.byResource[resource], stored)
	}
	return api, nil
}

func resourceOf(kind string) (string, error) {
	for resource, known := range resources {
		if known.kind == kind {
			return resource, nil
		}
	}
	return "", fmt.Errorf("no resource for kind %s", kind)
}

// RoundTrip answers one request.
func (a *clusterAPI) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Query().Get("watch") != "" {
		return respond(request, http.StatusOK, silence{request}), nil
	}
	path := strings.Split(strings.Trim(request.URL.Path, "/"), "/")
	last := path[len(path)-1]
	if known, ok := resources[last]; ok {
		list, err := a.list(last, request)
		if err != nil {
			return nil, err
		}
		return respondJSON(request, map[string]any{
			"apiVersion": known.apiVersion,
			"kind":       known.kind + "List",
			"metadata":   map[string]string{"resourceVersion": "1"},
			"items":      list,
		})
	}
	if known, ok := discovery[request.URL.Path]; ok {
		return respondJSON(request, known)
	}
	return respond(request, http.StatusNotFound, io.NopCloser(strings.NewReader(""))), nil
}

func (a *clusterAPI) list(resource string, request *http.Request) ([]json.RawMessage, error) {
	selector, err := labels.Parse(request.URL.Query().Get("labelSelector"))
	if err != nil {
		return nil, err
	}
	namespace := ""
	if _, rest, found := strings.Cut(request.URL.Path, "/namespaces/"); found {
		namespace, _, _ = strings.Cut(rest, "/")
	}
	listed := []json.RawMessage{}
	for _, o := range a.byResource[resource] {
		if (namespace == "" || namespace == o.namespace) && selector.Matches(o.labels) {
			listed = append(listed, o.raw)
		}
	}
	return listed, nil
}

// silence is the body of a watch: nothing until the watcher gives up.
type silence struct{ request *http.Request }

func (s silence) Read([]byte) (int, error) {
	<-s.request.Context().Done()
	return 0, io.EOF
}

func (s silence) Close() error { return nil }

func respondJSON(request *http.Request, body any) (*http.Response, error) {
	encoded, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return respond(request, http.StatusOK, io.NopCloser(bytes.NewReader(encoded))), nil
}

func respond(request *http.Request, status int, body io.ReadCloser) *http.Response {
	return &http.Response{
		StatusCode: status,
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       body,
		Request:    request,
	}
}
