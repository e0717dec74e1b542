package main

import (
	"encoding/json"

	"sigs.k8s.io/external-dns/endpoint"
)

type labelsCase struct {
	Text   string            `json:"text"`
	Labels map[string]string `json:"labels"`
	// Key has 32 octets, or is empty for none. Nonce is base64 of twelve.
	Key   string `json:"key"`
	Nonce string `json:"nonce"`
}

type labelsAnswer struct {
	// Parsed is null where the text carries no heritage.
	Parsed    map[string]string `json:"parsed"`
	Quoted    string            `json:"quoted"`
	Unquoted  string            `json:"unquoted"`
	Encrypted string            `json:"encrypted"`
	// Decrypted is what is read back from Encrypted with the same key.
	Decrypted map[string]string `json:"decrypted"`
}

func decideLabels(line []byte) (any, error) {
	var c labelsCase
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	labels := func() endpoint.Labels {
		made := endpoint.NewLabels()
		for key, value := range c.Labels {
			made[key] = value
		}
		return made
	}
	answer := labelsAnswer{Quoted: labels().SerializePlain(true), Unquoted: labels().SerializePlain(false)}
	if parsed, err := endpoint.NewLabelsFromString(c.Text, []byte(c.Key)); err == nil {
		answer.Parsed = parsed
	}
	if c.Key != "" {
		secret := labels()
		secret["txt-encryption-nonce"] = c.Nonce
		answer.Encrypted = secret.Serialize(true, true, []byte(c.Key))
		if decrypted, err := endpoint.NewLabelsFromString(answer.Encrypted, []byte(c.Key)); err == nil {
			answer.Decrypted = decrypted
		}
	}
	logbook.Take()
	return answer, nil
}
