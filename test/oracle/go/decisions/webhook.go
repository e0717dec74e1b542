package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/pkg/apis/externaldns"
	"sigs.k8s.io/external-dns/plan"
	"sigs.k8s.io/external-dns/provider"
	"sigs.k8s.io/external-dns/provider/inmemory"
	"sigs.k8s.io/external-dns/provider/webhook"
	"sigs.k8s.io/external-dns/provider/webhook/api"
)

// webhookCase asks what external-dns makes of a webhook that answers with Status, or, if that is 0, not at all.
type webhookCase struct {
	Status int `json:"status"`
}

type webhookAnswer struct {
	List  webhookError `json:"list"`
	Apply webhookError `json:"apply"`
}

type webhookError struct {
	Message string `json:"message"`
	IsSoft  bool   `json:"isSoft"`
}

func decideWebhook(line []byte) (any, error) {
	var given webhookCase
	if err := json.Unmarshal(line, &given); err != nil {
		return nil, err
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(api.ContentTypeHeader, api.MediaTypeFormatAndVersion)
		if r.URL.Path == "/" {
			_, _ = w.Write([]byte("{}"))
			return
		}
		w.WriteHeader(given.Status)
	}))
	defer server.Close()
	config := &externaldns.Config{
		WebhookProviderURL: server.URL, WebhookProviderReadTimeout: time.Second, WebhookProviderWriteTimeout: time.Second,
	}
	client, err := webhook.New(context.Background(), config, nil)
	if err != nil {
		return nil, err
	}
	if given.Status == 0 {
		server.Close()
	}
	_, listError := client.Records(context.Background())
	applyError := client.ApplyChanges(context.Background(), &plan.Changes{})
	logbook.Take()
	return webhookAnswer{List: plainError(listError, server.URL), Apply: plainError(applyError, server.URL)}, nil
}

// plainError is an error without the address that the server happened to get.
func plainError(err error, address string) webhookError {
	if err == nil {
		return webhookError{}
	}
	message := strings.ReplaceAll(err.Error(), address, "http://webhook")
	message = strings.ReplaceAll(message, strings.TrimPrefix(address, "http://"), "webhook")
	return webhookError{Message: message, IsSoft: errors.Is(err, provider.SoftError)}
}

// webhookRequest asks what external-dns's own webhook server answers to a request.
type webhookRequest struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

func decideWebhookServer(line []byte) (any, error) {
	var given webhookRequest
	if err := json.Unmarshal(line, &given); err != nil {
		return nil, err
	}
	filter := endpoint.NewDomainFilter([]string{"example.org"})
	server := api.WebhookServer{Provider: inmemory.NewInMemoryProvider(inmemory.InMemoryWithDomain(filter))}
	routes := http.NewServeMux()
	routes.HandleFunc("/", server.NegotiateHandler)
	routes.HandleFunc(api.UrlRecords, server.RecordsHandler)
	routes.HandleFunc(api.UrlAdjustEndpoints, server.AdjustEndpointsHandler)
	recorder := httptest.NewRecorder()
	routes.ServeHTTP(recorder, httptest.NewRequest(given.Method, given.Path, strings.NewReader("{}")))
	logbook.Take()
	return map[string]any{"status": recorder.Code, "body": strings.TrimSpace(recorder.Body.String())}, nil
}
