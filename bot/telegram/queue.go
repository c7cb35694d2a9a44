package telegram

import "sync"

// queues runs jobs one after the other within a key, and side by side between keys.
// A key costs nothing when its last job is done.
type queues struct {
	mu      sync.Mutex
	waiting map[int64][]func() // a key is here while its goroutine runs
	dropped bool
	running sync.WaitGroup
}

func newQueues() *queues { return &queues{waiting: map[int64][]func(){}} }

// add puts the job behind those of its key.
func (q *queues) add(key int64, job func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.dropped {
		return
	}
	jobs, busy := q.waiting[key]
	q.waiting[key] = append(jobs, job)
	if !busy {
		q.running.Go(func() { q.run(key) })
	}
}

func (q *queues) run(key int64) {
	for {
		job := q.next(key)
		if job == nil {
			return
		}
		job()
	}
}

func (q *queues) next(key int64) func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	jobs := q.waiting[key]
	if len(jobs) == 0 {
		delete(q.waiting, key)
		return nil
	}
	q.waiting[key] = jobs[1:]
	return jobs[0]
}

// drop forgets the jobs that have not begun, and any that are added later.
func (q *queues) drop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.dropped = true
	for key := range q.waiting {
		q.waiting[key] = nil
	}
}

// wait returns when the jobs that were added are done. Nothing may be added meanwhile
// from outside the jobs.
func (q *queues) wait() { q.running.Wait() }
