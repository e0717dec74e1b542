package main

import (
	"encoding/json"
	"regexp"

	"sigs.k8s.io/external-dns/endpoint"

	"dibs/oracle/exchange"
)

// domainFilter is a domain filter as the four flags give it.
type domainFilter struct {
	Include      []string `json:"include"`
	Exclude      []string `json:"exclude"`
	RegexInclude string   `json:"regexInclude"`
	RegexExclude string   `json:"regexExclude"`
}

// real builds the filter in the way of the controller's start-up.
func (f domainFilter) real() (*endpoint.DomainFilter, error) {
	include, err := regexp.Compile(f.RegexInclude)
	if err != nil {
		return nil, err
	}
	exclude, err := regexp.Compile(f.RegexExclude)
	if err != nil {
		return nil, err
	}
	return endpoint.NewDomainFilterWithOptions(
		endpoint.WithDomainFilter(f.Include),
		endpoint.WithDomainExclude(f.Exclude),
		endpoint.WithRegexDomainFilter(include),
		endpoint.WithRegexDomainExclude(exclude),
	), nil
}

type filterCase struct {
	DomainFilter domainFilter `json:"domainFilter"`
	Names        []string     `json:"names"`
}

type filterAnswer struct {
	Matches       []bool             `json:"matches"`
	MatchesParent []bool             `json:"matchesParent"`
	Log           []exchange.LogLine `json:"log"`
}

func decideFilter(line []byte) (any, error) {
	var c filterCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	logbook.Take()
	filter, err := c.DomainFilter.real()
	if err != nil {
		return nil, err
	}
	answer := filterAnswer{Matches: []bool{}, MatchesParent: []bool{}}
	for _, name := range c.Names {
		answer.Matches = append(answer.Matches, filter.Match(name))
		answer.MatchesParent = append(answer.MatchesParent, filter.MatchParent(name))
	}
	answer.Log = logbook.Take()
	return answer, nil
}
