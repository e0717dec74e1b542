package main

import (
	"encoding/json"

	"sigs.k8s.io/external-dns/registry/mapper"

	"dibs/oracle/exchange"
)

type namesCase struct {
	Prefix              string `json:"prefix"`
	Suffix              string `json:"suffix"`
	WildcardReplacement string `json:"wildcardReplacement"`
	Name                string `json:"name"`
	RecordType          string `json:"recordType"`
}

type namesAnswer struct {
	TXTName string `json:"txtName"`
	// Read is what the case's own name stands for if it is the name of a TXT, Back what the TXT name just made does.
	Read readName           `json:"read"`
	Back readName           `json:"back"`
	Log  []exchange.LogLine `json:"log"`
}

type readName struct {
	DNSName    string `json:"dnsName"`
	RecordType string `json:"recordType"`
}

func decideNames(line []byte) (any, error) {
	var c namesCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	logbook.Take()
	m := mapper.NewAffixNameMapper(c.Prefix, c.Suffix, c.WildcardReplacement)
	answer := namesAnswer{TXTName: m.ToTXTName(c.Name, c.RecordType)}
	answer.Read.DNSName, answer.Read.RecordType = m.ToEndpointName(c.Name)
	answer.Back.DNSName, answer.Back.RecordType = m.ToEndpointName(answer.TXTName)
	answer.Log = logbook.Take()
	return answer, nil
}
