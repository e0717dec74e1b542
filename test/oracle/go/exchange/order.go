package exchange

import (
	"bytes"
	"sort"
)

// Sorted gives a list that Go made in the order of a map one order: that of its elements' JSON.
func Sorted[T any](list []T) []T {
	keys := make([][]byte, len(list))
	for i, element := range list {
		keys[i] = encode(element)
	}
	sort.Stable(&byKey[T]{keys, list})
	return list
}

// SortedChanges orders creates and deletes; updates keep their old and new side together.
func SortedChanges(c Changes) Changes {
	Sorted(c.Create)
	Sorted(c.Delete)
	if len(c.UpdateOld) != len(c.UpdateNew) {
		Sorted(c.UpdateOld)
		Sorted(c.UpdateNew)
		return c
	}
	pairs := make([][2]Endpoint, len(c.UpdateOld))
	for i := range pairs {
		pairs[i] = [2]Endpoint{c.UpdateOld[i], c.UpdateNew[i]}
	}
	for i, pair := range Sorted(pairs) {
		c.UpdateOld[i], c.UpdateNew[i] = pair[0], pair[1]
	}
	return c
}

type byKey[T any] struct {
	keys [][]byte
	list []T
}

func (b *byKey[T]) Len() int           { return len(b.list) }
func (b *byKey[T]) Less(i, j int) bool { return bytes.Compare(b.keys[i], b.keys[j]) < 0 }
func (b *byKey[T]) Swap(i, j int) {
	b.keys[i], b.keys[j] = b.keys[j], b.keys[i]
	b.list[i], b.list[j] = b.list[j], b.list[i]
}
