package ledger

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"

	"duban/reminders"
)

// large is a book of n rows such as a city's offices have.
func large(n int) Book {
	s := Sheet{Key: "绍政办发〔2021〕9号", Title: "绍兴市教育高质量发展五大创建行动计划（2021—2025年）"}
	units := []string{"越城区", "柯桥区", "上虞区", "诸暨市", "嵊州市", "新昌县"}
	for i := range n {
		year := 2021 + i%5
		due := reminders.DateDay(year, time.December, 31)
		s.Rows = append(s.Rows, reminders.Milestone{
			ID: int64(i + 1), Unit: units[i%len(units)], Project: "全国义务教育优质均衡发展县", Year: year, Goal: fmt.Sprintf("通过评估验收，达到%d%%", i%100+1),
			Clause: "附件", Due: due, Original: due, Convention: true, Status: reminders.Statuses()[i%5], Report: "已完成自评，材料报送市教育局。", Percent: i % 101,
			Shared: "各区、县〔市〕政府、市教育局", UpdatedAt: time.Unix(1_622_505_600+int64(i), 0).UTC(),
		})
	}
	return Book{Title: "督查任务台账", Day: reminders.DateDay(2021, time.June, 1), Sheets: []Sheet{s}, Lights: reminders.DefaultLightRule()}
}

func BenchmarkWrite20000(b *testing.B) {
	book := large(20_000)
	for b.Loop() {
		if err := WriteXLSX(io.Discard, book); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead20000(b *testing.B) {
	var file bytes.Buffer
	if err := WriteXLSX(&file, large(20_000)); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		if rows, err := Read(file.Bytes()); len(rows) != 20_000 || err != ErrNothingFilled {
			b.Fatal(len(rows), err)
		}
	}
}
