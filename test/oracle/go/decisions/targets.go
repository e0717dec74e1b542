package main

import (
	"encoding/json"

	"sigs.k8s.io/external-dns/endpoint"
)

type targetsCase struct {
	Left  []string `json:"left"`
	Right []string `json:"right"`
}

type targetsAnswer struct {
	Unique []string `json:"unique"`
	Same   bool     `json:"same"`
	// Left and right as Same leaves them: it sorts both in place.
	SortedLeft    []string `json:"sortedLeft"`
	SortedRight   []string `json:"sortedRight"`
	IsLess        bool     `json:"isLess"`
	IsGreater     bool     `json:"isGreater"`
	SuitableTypes []string `json:"suitableTypes"`
}

func decideTargets(line []byte) (any, error) {
	var c targetsCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	fresh := func(list []string) endpoint.Targets { return append(endpoint.Targets{}, list...) }
	answer := targetsAnswer{
		Unique:        append([]string{}, endpoint.NewTargets(c.Left...)...),
		IsLess:        fresh(c.Left).IsLess(fresh(c.Right)),
		IsGreater:     fresh(c.Right).IsLess(fresh(c.Left)),
		SuitableTypes: []string{},
	}
	for _, target := range c.Left {
		answer.SuitableTypes = append(answer.SuitableTypes, endpoint.SuitableType(target))
	}
	left, right := fresh(c.Left), fresh(c.Right)
	answer.Same = left.Same(right)
	answer.SortedLeft, answer.SortedRight = left, right
	return answer, nil
}
