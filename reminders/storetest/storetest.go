// Package storetest tests what every store of the diary has to do, whatever it stands on: a
// store's own tests call Run.
package storetest

import (
	"context"
	"testing"
	"time"

	"duban/reminders"
)

// Store is the store under test.
type Store interface {
	reminders.Diary
	reminders.ClockDiary
	ConfirmClock(ctx context.Context, by reminders.Recipient, now time.Time) (reminders.Doubt, error)

	Milestone(ctx context.Context, id int64) (reminders.Milestone, error)
	Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error)
	Act(ctx context.Context, id int64, by reminders.Recipient, step reminders.Step) (m reminders.Milestone, err error)
	ActAll(ctx context.Context, by reminders.Recipient, steps []reminders.Entry) (faults map[int]error, err error)
	ActOnHeld(ctx context.Context, plan string, by reminders.Recipient, step reminders.Step) (n int, err error)
	Events(ctx context.Context, milestone int64) ([]reminders.Event, error)
	VerifyChain(ctx context.Context) (reminders.Chain, error)
	Deliveries(ctx context.Context, milestone int64) ([]reminders.Delivery, error)
	Message(ctx context.Context, to reminders.Recipient, message string) ([]reminders.Unsent, error)

	SaveDraft(ctx context.Context, v reminders.Version) (id int64, err error)
	DropDraft(ctx context.Context, id int64) error
	Apply(ctx context.Context, draft int64, milestones []reminders.Milestone, by reminders.Recipient, today reminders.Day, now time.Time) (reminders.Imported, error)
	Withdraw(ctx context.Context, plan string, by reminders.Recipient, today reminders.Day, now time.Time) (done reminders.Imported, err error)
	Plans(ctx context.Context) ([]reminders.Version, error)
	Version(ctx context.Context, id int64) (reminders.Version, error)
	Versions(ctx context.Context, plan string) ([]reminders.Version, error)
	Corrections(ctx context.Context, plan string, version int) ([]reminders.Correction, error)
	SaveCorrections(ctx context.Context, all []reminders.Correction, milestones []reminders.Milestone, today reminders.Day) (done reminders.Imported, err error)

	Person(ctx context.Context, id reminders.Recipient) (reminders.Person, error)
	People(ctx context.Context) ([]reminders.Person, error)
	Recipient(ctx context.Context, id reminders.Recipient) (reminders.Person, error)
	EnsureAdmins(ctx context.Context, ids []reminders.Recipient, now time.Time) error
	Bind(ctx context.Context, id reminders.Recipient, name string, role reminders.Role, unit string, by reminders.Recipient, now time.Time) error
	Unbind(ctx context.Context, id reminders.Recipient, unit string, by reminders.Recipient, now time.Time) error
	Remove(ctx context.Context, id, by reminders.Recipient, now time.Time) error
	AdmitLocal(ctx context.Context, id reminders.Recipient, name string, role reminders.Role, units []string, now time.Time) error
	SetLanguage(ctx context.Context, id reminders.Recipient, language string) error
	CreateInvite(ctx context.Context, unit string, role reminders.Role, by reminders.Recipient, now time.Time, ttl time.Duration) (token string, err error)
	RedeemInvite(ctx context.Context, token string, guest reminders.Guest, now time.Time) (reminders.Invite, error)
	AdmitGuest(ctx context.Context, hash string, by reminders.Recipient, now time.Time) (reminders.Invite, error)
	Invite(ctx context.Context, hash string) (reminders.Invite, error)
	RevokeInvite(ctx context.Context, hash string, by reminders.Recipient, now time.Time) error
	OpenInvites(ctx context.Context, now time.Time) ([]reminders.Invite, error)
	Chats(ctx context.Context) ([]reminders.Person, error)
	BindChat(ctx context.Context, chat reminders.Recipient, title, unit string, by reminders.Recipient, now time.Time) error
	UnbindChat(ctx context.Context, chat, by reminders.Recipient, now time.Time) error
	MoveChat(ctx context.Context, from, to reminders.Recipient) error

	Settings() reminders.Settings
	SetSettings(ctx context.Context, set reminders.Settings, by reminders.Recipient, now time.Time) error
	SettingsChanges(ctx context.Context) ([]reminders.Changed, error)

	SaveUpdates(ctx context.Context, source string, bodies map[int64][]byte) (fresh []int64, err error)
	PendingUpdates(ctx context.Context, source string) (map[int64][]byte, error)
	TryUpdate(ctx context.Context, source string, id int64) (attempts int, err error)
	PassUpdate(ctx context.Context, source string, id int64) error
	SetUpdateAside(ctx context.Context, source string, id int64, now time.Time) error
	UpdatesAside(ctx context.Context) ([]reminders.Aside, error)
	RetryUpdate(ctx context.Context, source string, id int64, drop bool) error
	RetriedUpdates(ctx context.Context, source string) (retried map[int64][]byte, err error)
	FinishUpdates(ctx context.Context, source string, ids ...int64) error
	NextOffset(ctx context.Context, source string) (next int64, err error)
	PruneUpdates(ctx context.Context, before time.Time) (n int64, err error)
}

// Run plays all tests. empty makes a store with nothing in it, which ends with its test.
func Run(t *testing.T, empty func(testing.TB) Store) {
	fresh := func(t testing.TB) Store {
		t.Helper()
		return Fill(t, empty(t))
	}
	for name, play := range map[string]func(*testing.T, func(testing.TB) Store){
		"ActAll":                        testActAll,
		"ActOnWhatWasSeen":              testActOnWhatWasSeen,
		"UrgeNobody":                    testUrgeNobody,
		"StepsOfALocalTime":             testStepsOfALocalTime,
		"Chats":                         testChats,
		"Remove":                        testRemove,
		"RevokeInvite":                  testRevokeInvite,
		"Owe":                           testOwe,
		"UnsentAndRecord":               testUnsentAndRecord,
		"Message":                       testMessage,
		"Inbox":                         testInbox,
		"Aside":                         testAside,
		"ImportTwiceKeepsWhatPeopleDid": testImportTwiceKeepsWhatPeopleDid,
		"ImportIsAllOrNothing":          testImportIsAllOrNothing,
		"Filter":                        testFilter,
		"ActChecksTheActorAtThatMoment": testActChecksTheActorAtThatMoment,
		"ActOncePerRequest":             testActOncePerRequest,
		"ActOnHeld":                     testActOnHeld,
		"WritersTakeTurns":              testWritersTakeTurns,
		"EnsureAdmins":                  testEnsureAdmins,
		"Bind":                          testBind,
		"SetLanguage":                   testSetLanguage,
		"AdmitLocal":                    testAdmitLocal,
		"InvitesEndWithTheirMaker":      testInvitesEndWithTheirMaker,
		"GuestsAreConfirmed":            testGuestsAreConfirmed,
		"Clock":                         testClock,
		"CreateInviteIsForSupervisors":  testCreateInviteIsForSupervisors,
		"SettingsOfTwoAtOnce":           testSettingsOfTwoAtOnce,
		"RecurInTheStore":               testRecurInTheStore,
		"StruckOutStandsInTheTrail":     testStruckOutStandsInTheTrail,
		"Revision":                      testRevision,
		"Drafts":                        testDrafts,
		"Corrections":                   testCorrections,
		"Withdraw":                      testWithdraw,
	} {
		t.Run(name, func(t *testing.T) { play(t, fresh) })
	}
}

// now is the moment at which the tests begin.
var now = time.Date(2023, 12, 1, 2, 0, 0, 0, time.UTC)

// Fill lets a (supervisor), k and y (liaisons of 柯桥区 and 越城区) and r (reader) into an
// empty store, and returns it.
func Fill[S Store](t testing.TB, s S) S {
	t.Helper()
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now))
	must(t, s.Bind(t.Context(), "k", "甲", reminders.Liaison, "柯桥区", "a", now))
	must(t, s.Bind(t.Context(), "y", "丁", reminders.Liaison, "越城区", "a", now))
	must(t, s.Bind(t.Context(), "r", "读者", reminders.Reader, "", "a", now))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func day(t testing.TB, s string) reminders.Day {
	t.Helper()
	d, err := reminders.ParseDay(s)
	must(t, err)
	return d
}
