package reminders

import (
	"strconv"
	"strings"
)

// Kind says what a delivery is about:
//
//	before-30, due, overdue-14, snooze   a reminder of one milestone
//	year, month, quarter                 a digest, of no milestone in particular
//	reported#12, unreachable#tg:1001     a notice; what it is about stands after the #
type Kind string

// The digests, by their kind.
const (
	YearList     Kind = "year"    // what a person's units owe in a year, on its first working day
	MonthDigest  Kind = "month"   // how a person's units, or all, stand on the first working day of a month
	QuarterBrief Kind = "quarter" // how all stand, for leaders
)

const (
	kindDue    Kind = "due"
	kindSnooze Kind = "snooze" // the person asked to be reminded on that day
)

// What notices are about; the part before the #.
const (
	noticeReported    = "reported"
	noticeReturned    = "returned"
	noticeClosed      = "closed"
	noticeUnreachable = "unreachable"
	noticeRevised     = "revised"
	noticeUrged       = "urged"
	noticeExtension   = "extension" // is asked for
	noticeGranted     = "granted"
	noticeRefused     = "refused"
	noticeHeld        = "held"     // a plan came in after some of its dates: a supervisor has to decide
	noticeCalendar    = "calendar" // a year has no holiday data
	noticeAside       = "aside"    // a message could not be handled
	noticeAnchor      = "anchor"   // the end of the trail
	noticeClock       = "clock"    // the clock cannot be believed
	noticeOpened      = "opened"   // somebody has opened an invitation
	noticeAdmitted    = "admitted" // and was let in by who has made it
	noticeDamaged     = "damaged"  // the diary's file
)

func beforeKind(days int) Kind  { return Kind("before-" + strconv.Itoa(days)) }
func overdueKind(days int) Kind { return Kind("overdue-" + strconv.Itoa(days)) }

// Series gives what the kind has in common with the kinds that it replaces: the
// newest of a series is enough. All reminders of a milestone are one series, the empty
// one; each digest is its own.
func (k Kind) Series() string {
	series, _, notice := strings.Cut(string(k), "#")
	if !notice && !k.Digest() {
		return ""
	}
	return series
}

// Notice tells whether the kind is a notice of something that happened.
func (k Kind) Notice() bool { return strings.Contains(string(k), "#") }

// Digest tells whether the kind is a digest.
func (k Kind) Digest() bool { return k == YearList || k == MonthDigest || k == QuarterBrief }

// Overdue tells whether the kind is a reminder of something overdue. Nobody can put
// that off.
func (k Kind) Overdue() bool { return strings.HasPrefix(string(k), "overdue-") }

// Subject gives what a notice is about, as it stands after the #.
func (k Kind) Subject() string {
	_, s, _ := strings.Cut(string(k), "#")
	return s
}

// Asks tells whether the kind is the question what becomes of milestones that were
// past when their plan, the Subject, came in.
func (k Kind) Asks() bool { return k.Series() == noticeHeld }

// Unknown tells whether the kind says that a year, the Subject, has no holiday data.
func (k Kind) Unknown() bool { return k.Series() == noticeCalendar }

// days gives the days before (positive) or after (negative) the due day for which a
// reminder of the kind is owed; ok is false for other kinds.
func (k Kind) days() (n int, ok bool) {
	if k == kindDue {
		return 0, true
	}
	for prefix, sign := range map[string]int{"before-": 1, "overdue-": -1} {
		if s, found := strings.CutPrefix(string(k), prefix); found {
			n, err := strconv.Atoi(s)
			return sign * n, err == nil
		}
	}
	return 0, false
}

// kindLabels are the names of kinds, or of their series, in Chinese.
var kindLabels = map[string]string{
	string(kindDue): "到期当天", string(kindSnooze): "按您的要求再提醒",
	string(YearList): "年度任务清单", string(MonthDigest): "每月小结", string(QuarterBrief): "季度简报",
	noticeReported: "填报待审核", noticeReturned: "退回", noticeClosed: "销号", noticeUnreachable: "联系不上", noticeRevised: "计划修订",
	noticeUrged: "催办", noticeExtension: "延期申请", noticeGranted: "同意延期", noticeRefused: "不同意延期", noticeHeld: "过期任务待定", noticeCalendar: "缺节假日数据", noticeAside: "搁置的消息",
	noticeClock: "时钟存疑", noticeDamaged: "台账文件有误", noticeOpened: "邀请打开", noticeAdmitted: "加入", noticeAnchor: "留痕锚",
}

// Label gives the kind's name in Chinese: 提前30天, 到期当天, 逾期14天.
func (k Kind) Label() string {
	if n, ok := k.days(); ok && n != 0 {
		if n > 0 {
			return "提前" + strconv.Itoa(n) + "天"
		}
		return "逾期" + strconv.Itoa(-n) + "天"
	}
	series, _, _ := strings.Cut(string(k), "#")
	if label, ok := kindLabels[series]; ok {
		return label
	}
	return string(k)
}
