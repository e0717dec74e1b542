// Command sources answers which endpoints external-dns makes of Kubernetes objects. It is a program of its own because
// the sources bring the client libraries of every ingress and gateway project along, which takes longer to build.
package main

import (
	"os"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"

	"dibs/oracle/exchange"
)

// logbook is process-wide because external-dns's logger is.
var logbook = exchange.OpenLogbook()

func main() {
	// The case's cluster answers lists and silent watches, not lists by watch.
	os.Setenv("KUBE_FEATURE_WatchListClient", "false")
	// The clients complain when their watches are cut off at the end of a case.
	klog.SetLogger(logr.Discard())
	exchange.Serve(exchange.Kinds{"sources": decideSources})
}
