package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/backup"
)

// examined gives what doctor prints; the environment adds to that of the data folder.
func examined(t *testing.T, data string, environ ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), []string{"doctor"}, append(environ, "DUBAN_DATA="+data), nil, &out, &out)
	for line := range strings.Lines(out.String()) {
		if !finding.MatchString(line) {
			t.Errorf("%q is no finding", line)
		}
	}
	if strings.Contains(out.String(), "✗") != (err != nil) || err != nil && exitCode(&bytes.Buffer{}, err) != 1 {
		t.Errorf("error %v with\n%s", err, out.String())
	}
	return out.String(), err
}

var finding = regexp.MustCompile(`^[✓!✗] [^：]{2,8}：[^\n]+\n$`)

func TestDoctor(t *testing.T) {
	write := func(name, content string) func(*testing.T, string) {
		return func(t *testing.T, data string) { put(t, data, name, content) }
	}
	in := func(do func(d *diary) error) func(*testing.T, string) {
		return func(t *testing.T, data string) {
			d := openTest(t, data)
			if err := errors.Join(do(d), d.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	photo := func(t *testing.T, data string) string {
		t.Helper()
		all, err := filepath.Glob(filepath.Join(data, evidenceName, "??", "*"))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		return all[0]
	}
	origin := used(t)
	tomorrow := time.Now().AddDate(0, 0, 1)
	for name, c := range map[string]struct {
		finds string
		spoil func(t *testing.T, data string)
	}{
		"well":          {"✓ 留痕：完整，共54条", func(*testing.T, string) {}},
		"half restored": {"✗ 恢复：上次恢复备份没有做完", write(backup.Restoring, "")},
		"forged":        {"✗ 留痕：留痕第 3 条被改动", func(t *testing.T, data string) { forge(t, filepath.Join(data, diaryName)) }},
		"closed in SQL": {"✗ 留痕：任务2（", func(t *testing.T, data string) {
			alter(t, filepath.Join(data, diaryName), "UPDATE milestones SET status = 'closed' WHERE id = 2")
		}},
		"no key":        {"✗ 留痕：留痕总链的密钥文件不见了", func(t *testing.T, data string) { _ = os.Remove(filepath.Join(data, "duban.key")) }},
		"no photo":      {"✗ 佐证：1个里缺1个，损坏0个：照片.jpg", func(t *testing.T, data string) { _ = os.Remove(photo(t, data)) }},
		"other photo":   {"✗ 佐证：1个里缺0个，损坏1个：照片.jpg", func(t *testing.T, data string) { _ = os.WriteFile(photo(t, data), nil, 0o600) }},
		"bad lesson":    {"! 常见问答和别名：", write("lessons/绍政办发20212号.csv", "种类,说法,所指\n问答,头等大事,第九十条\n别名,大事,没有的\n")},
		"torn lessons":  {"✗ 计划：《绍兴市推进教育现代化建设五大创建行动计划（2021—2025年）》用不了：常见问答文件", write("lessons/绍政办发20212号.csv", "种类,说法,所指\n问答,\"头等")},
		"bad holidays":  {"✗ 节假日：节假日文件", write(holidaysName, "2027-13-01,休,元旦\n2027-01-02,放,元旦\n")},
		"no database":   {"✗ 台账：台账文件", write(diaryName, strings.Repeat("这不是数据库。", 1000))},
		"torn database": {"✗ 台账：台账文件", func(t *testing.T, data string) { _ = os.Truncate(filepath.Join(data, diaryName), 100_000) }},
		"newer": {"✗ 台账：台账文件", func(t *testing.T, data string) {
			alter(t, filepath.Join(data, diaryName), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
		}},
		"altered text": {"✗ 计划：《绍兴市推进教育现代化建设五大创建行动计划（2021—2025年）》的原文与导入时不同", func(t *testing.T, data string) {
			alter(t, filepath.Join(data, diaryName), "UPDATE versions SET text = replace(text, '2025', '2026')")
		}},
		"evidence in the way": {"✗ 佐证：文件夹打不开", func(t *testing.T, data string) {
			_ = os.RemoveAll(filepath.Join(data, evidenceName))
			put(t, data, evidenceName, "")
		}},
		"clock behind an event": {"✗ 时钟：现在是", in(func(d *diary) error {
			_, err := d.Act(t.Context(), 2, local, reminders.Step{Action: reminders.Acknowledge, At: tomorrow, Today: reminders.DayOf(tomorrow, time.UTC)})
			return err
		})},
		"clock behind the reminders": {"✗ 时钟：现在是", in(func(d *diary) error {
			_, err := d.Owe(t.Context(), nil, reminders.DayOf(tomorrow, time.UTC).AddDays(1))
			return err
		})},
		"nobody": {"! 督查员：没有能收到消息的督查员", func(*testing.T, string) {}},
		"alone":  {"! 没有联络员：11个单位有52项任务要办，却没有联络员：上虞区、", func(*testing.T, string) {}},
		"lost": {"! 联系不上：“张 三”（柯桥区）。", in(func(d *diary) error {
			return errors.Join(d.Bind(t.Context(), "tg:1", "张\n三", reminders.Liaison, "柯桥区", reminders.System, at), d.MarkUnreachable(t.Context(), "tg:1", at))
		})},
		"held": {"! 待核实：9项任务导入时已过期", func(t *testing.T, data string) {
			if err := os.Remove(filepath.Join(data, diaryName)); err != nil {
				t.Fatal(err)
			}
			if err := openTestAt(t, data, at.AddDate(2, 0, 0)).Close(); err != nil {
				t.Fatal(err)
			}
		}},
		"failing": {"! 发送：1条提醒试了3次以上没有送到，收件人：“李四”（督查员）；最近的原因：no route。", in(func(d *diary) error {
			if err := d.Bind(t.Context(), "tg:2", "李四", reminders.Admin, "", reminders.System, at); err != nil {
				return err
			}
			owed := reminders.Delivery{Milestone: 2, Kind: "due", Day: reminders.DayOf(at, time.UTC), Recipient: "tg:2", DueAt: at}
			if _, err := d.Owe(t.Context(), []reminders.Delivery{owed}, owed.Day); err != nil {
				return err
			}
			unsent, err := d.Unsent(t.Context(), time.Now())
			if err != nil || len(unsent) != 1 {
				return fmt.Errorf("%d rows: %w", len(unsent), err)
			}
			failed := unsent[0].Delivery
			failed.Attempts, failed.LastError, failed.TriedAt = failedOften, "no route", at
			return d.Record(t.Context(), []reminders.Delivery{failed})
		})},
		"waiting": {"! 未答的消息：2条消息等了一天多", in(func(d *diary) error {
			_, err := d.SaveUpdates(t.Context(), "tg:77", map[int64][]byte{1: []byte(`{"callback_query":{}}`), 2: fmt.Appendf(nil, `{"message":{"date":%d}}`, time.Now().AddDate(0, 0, -2).Unix()),
				3: []byte(`{"callback_query":{}}`), 4: fmt.Appendf(nil, `{"message":{"date":%d}}`, time.Now().Unix()), 5: nil})
			return err
		})},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if err := os.CopyFS(data, os.DirFS(origin)); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, data)
			out, _ := examined(t, data, "DUBAN_TELEGRAM_TOKEN=77:secret")
			if !strings.Contains(out, c.finds) {
				t.Errorf("nothing of %s in\n%s", c.finds, out)
			}
			if strings.Contains(out, "✗") != strings.HasPrefix(c.finds, "✗") {
				t.Errorf("more than that:\n%s", out)
			}
		})
	}
}

// TestDoctorWhileItRuns: the doctor waits for nobody, and sees that somebody is there.
func TestDoctorWhileItRuns(t *testing.T) {
	t.Parallel()
	data := used(t)
	d := openTest(t, data)
	defer d.Close()
	if out, err := examined(t, data); err != nil || !strings.Contains(out, "✓ 程序：正在运行\n") {
		t.Errorf("%s%v", out, err)
	}
	if out, err := examined(t, data, "DUBAN_NOW=2021-06-01"); err != nil || !strings.Contains(out, "! 时钟：时间是设定的，现在按2021年6月1日10:00算") {
		t.Errorf("%s%v", out, err)
	}
	// The years that are known end some day; a file goes on.
	if out, err := examined(t, data, "DUBAN_NOW=2098-12-02"); err != nil || !strings.Contains(out, "! 节假日：没有2098年、2099年的安排") {
		t.Errorf("%s%v", out, err)
	}
	put(t, data, holidaysName, "2098-01-01,休,元旦\n2099-01-01,休,元旦\n")
	if out, err := examined(t, data, "DUBAN_NOW=2098-12-02"); err != nil || !strings.Contains(out, "✓ 节假日：") {
		t.Errorf("%s%v", out, err)
	}
}

func TestDoctorOnNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	out, err := examined(t, data)
	if err != nil || !strings.Contains(out, "! 台账：还没有") {
		t.Errorf("%s%v", out, err)
	}
	if _, err := os.Stat(filepath.Join(data, diaryName)); err == nil {
		t.Error("the doctor made a diary")
	}
	file := filepath.Join(data, "file")
	put(t, data, "file", "")
	if out, err := examined(t, file); err == nil || !strings.HasPrefix(out, "✗ 数据文件夹：") || strings.Count(out, "\n") != 1 {
		t.Errorf("%s%v", out, err)
	}
}
