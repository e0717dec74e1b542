// Command decisions answers what external-dns decides: plans, registry, labels, names, filters and targets.
package main

import "dibs/oracle/exchange"

// logbook is process-wide because external-dns's logger is.
var logbook = exchange.OpenLogbook()

func main() {
	exchange.Serve(exchange.Kinds{
		"plan":           decidePlan,
		"labels":         decideLabels,
		"names":          decideNames,
		"registry":       decideRegistry,
		"controller":     decideController,
		"filter":         decideFilter,
		"targets":        decideTargets,
		"webhook":        decideWebhook,
		"webhook-server": decideWebhookServer,
	})
}
