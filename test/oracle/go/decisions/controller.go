package main

import (
	"context"
	"encoding/json"
	"fmt"

	log "github.com/sirupsen/logrus"
	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/plan"
	"sigs.k8s.io/external-dns/registry"

	"dibs/oracle/exchange"
)

// controllerCase is several controllers on one zone, taking turns in a given order. A run of a controller has two
// halves between which others may act: it lists the zone, and later plans and applies.
type controllerCase struct {
	Zone        []exchange.Endpoint  `json:"zone"`
	KeepsLabels bool                 `json:"keepsLabels"`
	Controllers []controllerSettings `json:"controllers"`
	Steps       []controllerStep     `json:"steps"`
}

type controllerSettings struct {
	registrySettings
	Policy       string       `json:"policy"`
	DomainFilter domainFilter `json:"domainFilter"`
}

// controllerStep is `list`, `apply` or `restart` (the process dies and starts again).
type controllerStep struct {
	Controller int                 `json:"controller"`
	Do         string              `json:"do"`
	Desired    []exchange.Endpoint `json:"desired"`
	Fail       *failure            `json:"fail"`
}

// runner is one controller process. controller.RunOnce is restated here, in its two halves, because its package brings
// every provider's client library along.
type runner struct {
	settings controllerSettings
	host     *smallProvider
	registry registry.Registry
	filter   *endpoint.DomainFilter
	listed   []*endpoint.Endpoint
}

func decideController(line []byte) (any, error) {
	var c controllerCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	shared := newZone(c.Zone, c.KeepsLabels)
	runners := []*runner{}
	for _, settings := range c.Controllers {
		r := &runner{settings: settings, host: &smallProvider{zone: shared}}
		if err := r.start(); err != nil {
			return nil, err
		}
		runners = append(runners, r)
	}
	logbook.Take()
	answer := registryAnswer{Steps: []stepAnswer{}}
	for _, step := range c.Steps {
		if step.Controller >= len(runners) {
			return nil, fmt.Errorf("no controller %d", step.Controller)
		}
		shown, err := runners[step.Controller].take(step)
		if err != nil {
			return nil, err
		}
		shown.Zone = shared.list()
		shown.Log = exchange.Sorted(logbook.Take())
		answer.Steps = append(answer.Steps, shown)
	}
	return answer, nil
}

func (r *runner) start() (err error) {
	r.listed = nil
	if r.filter, err = r.settings.DomainFilter.real(); err != nil {
		return err
	}
	r.registry, err = r.settings.open(r.host)
	return err
}

func (r *runner) take(step controllerStep) (shown stepAnswer, err error) {
	r.host.fail, r.host.handed = step.Fail, nil
	switch step.Do {
	case "restart":
		return shown, r.start()
	case "list":
		r.listed, err = r.registry.Records(context.Background())
		if err == nil {
			shown.Records = exchange.Sorted(exchange.Plain(r.listed))
		}
		shown.Error = severity(err)
		return shown, nil
	case "apply":
		if r.listed == nil {
			return shown, nil
		}
		return r.planAndApply(step.Desired)
	default:
		return shown, fmt.Errorf("no step %s", step.Do)
	}
}

func (r *runner) planAndApply(desired []exchange.Endpoint) (shown stepAnswer, err error) {
	policy, known := plan.Policies[r.settings.Policy]
	if !known {
		return shown, fmt.Errorf("no policy %s", r.settings.Policy)
	}
	adjusted, err := r.registry.AdjustEndpoints(exchange.Real(desired))
	if err != nil {
		return shown, err
	}
	calculated := (&plan.Plan{
		Policies:       []plan.Policy{policy},
		Current:        r.listed,
		Desired:        adjusted,
		DomainFilter:   endpoint.MatchAllDomainFilters{r.filter, r.registry.GetDomainFilter()},
		ManagedRecords: r.settings.ManagedRecords,
		ExcludeRecords: r.settings.ExcludeRecords,
		OwnerID:        r.registry.OwnerID(),
		OldOwnerID:     r.settings.OldOwnerID,
	}).Calculate()
	r.listed = nil
	changes := exchange.SortedChanges(exchange.PlainChanges(calculated.Changes))
	hasChanges := calculated.Changes.HasChanges()
	shown.Changes, shown.HasChanges = &changes, &hasChanges
	if !hasChanges {
		log.Info("All records are already up to date")
		return shown, nil
	}
	shown.Error = severity(r.registry.ApplyChanges(context.Background(), calculated.Changes))
	if r.host.handed != nil {
		handed := exchange.SortedChanges(*r.host.handed)
		shown.Handed = &handed
	}
	return shown, nil
}
