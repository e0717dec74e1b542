package main

import (
	"context"
	"errors"
	"sort"
	"strings"

	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/plan"
	"sigs.k8s.io/external-dns/provider"

	"dibs/oracle/exchange"
)

// zone is what several registries share: record sets under (name, type, set identifier). It keeps no properties of the
// registry, and labels only if it is told to, as upstream's in-memory provider does and no real DNS host.
type zone struct {
	stored      map[endpoint.EndpointKey]exchange.Endpoint
	keepsLabels bool
}

func newZone(stored []exchange.Endpoint, keepsLabels bool) zone {
	z := zone{stored: map[endpoint.EndpointKey]exchange.Endpoint{}, keepsLabels: keepsLabels}
	for _, e := range stored {
		z.put(e)
	}
	return z
}

func (z zone) put(e exchange.Endpoint) {
	if !z.keepsLabels || e.Labels == nil {
		e.Labels = map[string]string{}
	}
	if e.ProviderSpecific != nil {
		kept := []exchange.Property{}
		for _, p := range e.ProviderSpecific {
			if !strings.HasPrefix(p.Name, "txt/") {
				kept = append(kept, p)
			}
		}
		e.ProviderSpecific = kept
	}
	z.stored[keyOf(e)] = e
}

// list is in the order of name, type and set identifier, octet by octet.
func (z zone) list() []exchange.Endpoint {
	stored := make([]exchange.Endpoint, 0, len(z.stored))
	for _, e := range z.stored {
		stored = append(stored, e)
	}
	sort.Slice(stored, func(i, j int) bool {
		a, b := stored[i], stored[j]
		switch {
		case a.DNSName != b.DNSName:
			return a.DNSName < b.DNSName
		case a.RecordType != b.RecordType:
			return a.RecordType < b.RecordType
		default:
			return a.SetIdentifier < b.SetIdentifier
		}
	})
	return stored
}

func keyOf(e exchange.Endpoint) endpoint.EndpointKey {
	return endpoint.EndpointKey{DNSName: e.DNSName, RecordType: e.RecordType, SetIdentifier: e.SetIdentifier}
}

// failure makes the next call fail: a listing at once, an apply after so many operations.
type failure struct {
	After int  `json:"after"`
	Soft  bool `json:"soft"`
}

func (f failure) err() error {
	if f.Soft {
		return provider.NewSoftErrorf("the host refuses")
	}
	return errors.New("the host refuses")
}

// smallProvider is a provider that overwrites what is there, ignores deletes of what is not, and works in an order
// of its own, so that the order of a change list never shows in what a failure leaves behind.
type smallProvider struct {
	provider.BaseProvider
	zone   zone
	fail   *failure
	handed *exchange.Changes
}

func (p *smallProvider) Records(context.Context) ([]*endpoint.Endpoint, error) {
	if p.fail != nil {
		return nil, p.fail.err()
	}
	return exchange.Real(p.zone.list()), nil
}

func (p *smallProvider) ApplyChanges(_ context.Context, changes *plan.Changes) error {
	handed := exchange.PlainChanges(changes)
	p.handed = &handed
	operations := []func(){}
	each := func(list []exchange.Endpoint, do func(exchange.Endpoint)) {
		for _, e := range exchange.Sorted(append([]exchange.Endpoint{}, list...)) {
			operations = append(operations, func() { do(e) })
		}
	}
	remove := func(e exchange.Endpoint) { delete(p.zone.stored, keyOf(e)) }
	each(handed.Delete, remove)
	each(handed.UpdateOld, remove)
	each(handed.UpdateNew, p.zone.put)
	each(handed.Create, p.zone.put)
	for done, operation := range operations {
		if p.fail != nil && done >= p.fail.After {
			return p.fail.err()
		}
		operation()
	}
	if p.fail != nil {
		return p.fail.err()
	}
	return nil
}
