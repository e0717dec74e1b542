package main

import (
	"encoding/json"
	"fmt"

	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/plan"

	"dibs/oracle/exchange"
)

type planCase struct {
	Current        []exchange.Endpoint `json:"current"`
	Desired        []exchange.Endpoint `json:"desired"`
	Policy         string              `json:"policy"`
	DomainFilter   domainFilter        `json:"domainFilter"`
	ManagedRecords []string            `json:"managedRecords"`
	ExcludeRecords []string            `json:"excludeRecords"`
	OwnerID        string              `json:"ownerId"`
	OldOwnerID     string              `json:"oldOwnerId"`
}

type planAnswer struct {
	Changes    exchange.Changes   `json:"changes"`
	HasChanges bool               `json:"hasChanges"`
	Log        []exchange.LogLine `json:"log"`
}

func decidePlan(line []byte) (any, error) {
	var c planCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	filter, err := c.DomainFilter.real()
	if err != nil {
		return nil, err
	}
	policy, known := plan.Policies[c.Policy]
	if !known {
		return nil, fmt.Errorf("no policy %s", c.Policy)
	}
	logbook.Take()
	calculated := (&plan.Plan{
		Policies:       []plan.Policy{policy},
		Current:        exchange.Real(c.Current),
		Desired:        exchange.Real(c.Desired),
		DomainFilter:   endpoint.MatchAllDomainFilters{filter},
		ManagedRecords: c.ManagedRecords,
		ExcludeRecords: c.ExcludeRecords,
		OwnerID:        c.OwnerID,
		OldOwnerID:     c.OldOwnerID,
	}).Calculate()
	return planAnswer{
		HasChanges: calculated.Changes.HasChanges(),
		Changes:    exchange.SortedChanges(exchange.PlainChanges(calculated.Changes)),
		Log:        exchange.Sorted(logbook.Take()),
	}, nil
}
