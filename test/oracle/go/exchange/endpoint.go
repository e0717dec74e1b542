package exchange

import (
	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/plan"
)

// Endpoint is an endpoint as plain JSON with every member present. A nil list of provider properties is null and an
// empty one is [], because Changes.HasChanges tells them apart.
type Endpoint struct {
	DNSName          string            `json:"dnsName"`
	Targets          []string          `json:"targets"`
	RecordType       string            `json:"recordType"`
	SetIdentifier    string            `json:"setIdentifier"`
	RecordTTL        int64             `json:"recordTTL"`
	Labels           map[string]string `json:"labels"`
	ProviderSpecific []Property        `json:"providerSpecific"`
}

// Property is one provider property.
type Property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Changes is what a plan asks for.
type Changes struct {
	Create    []Endpoint `json:"create"`
	UpdateOld []Endpoint `json:"updateOld"`
	UpdateNew []Endpoint `json:"updateNew"`
	Delete    []Endpoint `json:"delete"`
}

// Real makes endpoints that share nothing with the case: the code under judgement changes what it is given.
func Real(given []Endpoint) []*endpoint.Endpoint {
	made := make([]*endpoint.Endpoint, 0, len(given))
	for _, e := range given {
		real := &endpoint.Endpoint{
			DNSName:       e.DNSName,
			Targets:       append(endpoint.Targets{}, e.Targets...),
			RecordType:    e.RecordType,
			SetIdentifier: e.SetIdentifier,
			RecordTTL:     endpoint.TTL(e.RecordTTL),
			Labels:        endpoint.NewLabels(),
		}
		for key, value := range e.Labels {
			real.Labels[key] = value
		}
		if e.ProviderSpecific != nil {
			real.ProviderSpecific = endpoint.ProviderSpecific{}
			for _, p := range e.ProviderSpecific {
				real.ProviderSpecific = append(real.ProviderSpecific, endpoint.ProviderSpecificProperty(p))
			}
		}
		made = append(made, real)
	}
	return made
}

// Plain is the JSON form of endpoints as they are at this moment.
func Plain(given []*endpoint.Endpoint) []Endpoint {
	made := make([]Endpoint, 0, len(given))
	for _, e := range given {
		plain := Endpoint{
			DNSName:       e.DNSName,
			Targets:       append([]string{}, e.Targets...),
			RecordType:    e.RecordType,
			SetIdentifier: e.SetIdentifier,
			RecordTTL:     int64(e.RecordTTL),
			Labels:        map[string]string{},
		}
		for key, value := range e.Labels {
			plain.Labels[key] = value
		}
		if e.ProviderSpecific != nil {
			plain.ProviderSpecific = []Property{}
			for _, p := range e.ProviderSpecific {
				plain.ProviderSpecific = append(plain.ProviderSpecific, Property(p))
			}
		}
		made = append(made, plain)
	}
	return made
}

// RealChanges is Real for all four lists.
func RealChanges(c Changes) *plan.Changes {
	return &plan.Changes{
		Create: Real(c.Create), UpdateOld: Real(c.UpdateOld), UpdateNew: Real(c.UpdateNew), Delete: Real(c.Delete),
	}
}

// PlainChanges is Plain for all four lists.
func PlainChanges(c *plan.Changes) Changes {
	return Changes{
		Create: Plain(c.Create), UpdateOld: Plain(c.UpdateOld), UpdateNew: Plain(c.UpdateNew), Delete: Plain(c.Delete),
	}
}
