package gongwen

import (
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

// Whether an amount is a goal is weighed by a log-linear model over what stands around
// it (goalfeature.go). Its weights are learned from annotated plans: see goallearn_test.go.

//go:embed goalweights.json
var goalWeightFile []byte

var goalWeights = sync.OnceValue(func() map[string]float64 {
	var w map[string]float64
	if err := json.Unmarshal(goalWeightFile, &w); err != nil {
		panic("goalweights.json: " + err.Error()) // embedded, and tested
	}
	return w
})

// probability weighs features; "" is the weight that every amount has.
func probability(weights map[string]float64, features []string) float64 {
	sum := weights[""]
	for _, f := range features {
		sum += weights[f]
	}
	return 1 / (1 + math.Exp(-sum))
}

// doubtful is the probability from which an amount that is no goal is shown to a person.
const doubtful = 0.1
