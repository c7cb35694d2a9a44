package gongwen

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/term"
)

// column says what one column of a table means.
type column int

const (
	otherColumn   column = iota
	serialColumn         // 序号
	projectColumn        // 项目, 类别, 任务: what the row is about
	contentColumn        // 主要内容, 工作举措
	nameColumn           // 指标, 指标名称
	leadColumn           // 牵头单位
	supportColumn        // 配合单位
	dutyColumn           // 责任单位
	areaColumn           // 地区, 县（市、区）: the row's unit
	placeColumn          // 柯桥区, 合计: the column's unit
	dueColumn            // 完成时限
	yearColumn           // 时间, 年份: with years in the rows
	goalColumn           // 2025年, 2025年目标, 目标值
	baseColumn           // 现状, 2020年实际
	growthColumn         // 年均增长, 累计
	measureColumn        // 计量单位, 单位
	kindColumn           // 属性, 约束性
	personColumn         // 责任领导: a person, no unit
	noteColumn           // 备注
)

// columnNames are the customary headings, the first that fits counts.
var columnNames = []struct {
	re *regexp.Regexp
	of column
}{
	{regexp.MustCompile(`^(?:序号|编号|序|号|No\.?)$`), serialColumn},
	{regexp.MustCompile(`备注|说明$`), noteColumn},
	{regexp.MustCompile(`^(?:指标)?(?:属性|性质|类型)$`), kindColumn},
	{regexp.MustCompile(`^(?:计量单位|单位[（(].*[）)]|度量单位)$`), measureColumn},
	{regexp.MustCompile(`年均|增速|增长|累计|增幅`), growthColumn},
	{regexp.MustCompile(`现状|基期|基准|基数|基础值|实际|完成值|实绩|上年|现有`), baseColumn},
	{regexp.MustCompile(`领导$|责任人$|负责人$|联系人$|负责同志$|联系方式|电话`), personColumn},
	{regexp.MustCompile(`牵头|主办|主责`), leadColumn},
	{regexp.MustCompile(`配合|协办|协同|参与|参加|协助|支持单位`), supportColumn},
	{regexp.MustCompile(`责任|承办|落实单位|实施单位|负责单位|负责部门|主管|完成单位|任务单位`), dutyColumn},
	{regexp.MustCompile(`^(?:完成|办结|截止|实施|时间|进度)*(?:时限|期限|时间要求|时间节点|日期)(?:要求)?$|^(?:完成|办结|截止)时间(?:节点)?$|^(?:完成)?时间(?:节点|安排)$|^进度(?:安排|要求)$|^时间要求$`), dueColumn},
	{regexp.MustCompile(`^(?:时间|年份|年度|创建时间)$`), yearColumn},
	{regexp.MustCompile(`^(?:\d{4}年?)?(?:目标|目标值|预期目标|规划目标|指标值|任务数|计划数|目标数)$`), goalColumn},
	{regexp.MustCompile(`^(?:地区|区域|各?地|市州|市县|地市|设区市|各?(?:市|区|县|州|乡镇|镇|街道)(?:[、（(／/].*)?|(?:市|县|区|乡镇|地区|单位)名称|创建单位|创建主体)$`), areaColumn},
	{regexp.MustCompile(`^(?:主要|核心|具体|重点|工作|一级|二级|三级)*指标(?:名称)?$|^(?:指标|主要指标)(?:名称|内容)$`), nameColumn},
	{regexp.MustCompile(`^.{0,6}(?:内容|举措|措施|要求|具体任务|目标任务|工作目标|成果|标准)$`), contentColumn},
	{regexp.MustCompile(`^.{0,6}(?:项目|任务|事项|工作|名称|类别|类型|领域|分类|专项|工程|条款|方面)(?:名称|分类|类别)?$`), projectColumn},
}

var (
	cityWideRe  = regexp.MustCompile(`^(?:合计|总计|小计|全(?:国|省|市|区|县|州|域|盟|旗|镇).{0,4})$`)
	placeRe     = regexp.MustCompile(`^\p{Han}{1,10}(?:省|市|区|县|州|盟|旗|镇|乡|街道)$`)
	cellYearRe  = regexp.MustCompile(`(\d{4})\s*年?\s*$`)
	goalYearRe  = regexp.MustCompile(`^(?:到|至)?(\d{4})\s*年?(?:底|末)?(?:目标|目标值|预期|预期目标|规划|规划值|任务|计划|年度目标|指标)?(?:[（(].{0,10}[）)])?$`)
	captionedRe = regexp.MustCompile(`^(?:(专栏|附?表|图表)\s*(\d{1,2}|` + numerals + `)(?:[-—.．]\d{1,2})?)\s*[：:.．]?\s*(.*)$`)
)

// tableHead says what the columns of a table mean.
type tableHead struct {
	titles []string
	of     []column
	years  []int // of goal and base columns, else 0
}

// A table that is larger than this is no plan's.
const (
	maxColumns = 100
	maxCells   = 100_000
)

// headOf reads the first rows as the head of a table and gives how many they are, 0
// where they are none.
func headOf(rows []block) (tableHead, int) {
	if len(rows) == 0 || len(rows[0].cells) > maxColumns {
		return tableHead{}, 0
	}
	titles, n := slices.Clone(rows[0].cells), 1
	// A second row of the head stands below a merged cell of the first one.
	if len(rows) > 1 && len(rows[1].cells) == len(titles) && spread(titles) && continuesHead(titles, rows[1].cells) {
		for i, below := range rows[1].cells {
			switch {
			case below == titles[i] || squeeze(below) == "":
			case yearOf(below) > 0 || squeeze(titles[i]) == "" || columnOf(below) != otherColumn:
				titles[i] = below
			default:
				titles[i] += below
			}
		}
		n = 2
	}
	if !headLike(titles) {
		return tableHead{}, 0
	}
	h := tableHead{titles: titles, of: make([]column, len(titles)), years: make([]int, len(titles))}
	for i, t := range titles {
		h.of[i] = columnOf(t)
		h.years[i] = goalYear(t)
	}
	return h, n
}

// headLike tells a row of headings from one of data: hardly any cell is a sentence,
// and two at least are headings that are known.
func headLike(cells []string) bool {
	known, texts := 0, 0
	if len(slices.Compact(slices.Clone(cells))) == 1 { // one merged cell
		return false
	}
	for _, c := range cells {
		if c = squeeze(c); c == "" {
			continue
		}
		texts++
		if runes(c) > 24 || strings.ContainsAny(c, "。；") {
			return false
		}
		if columnOf(c) != otherColumn {
			known++
		}
	}
	return texts >= 2 && known >= 2 && 2*known >= texts
}

// spread tells whether a heading covers several columns.
func spread(titles []string) bool {
	for i := 1; i < len(titles); i++ {
		if titles[i] == titles[i-1] && squeeze(titles[i]) != "" || squeeze(titles[i]) == "" && squeeze(titles[i-1]) != "" {
			return true
		}
	}
	return false
}

// continuesHead tells whether a row goes on with the head above it: where a heading
// stands alone it is repeated or blank, and no cell is a figure or a sentence.
func continuesHead(titles, below []string) bool {
	differs := false
	for i, b := range below {
		b, t := squeeze(b), squeeze(titles[i])
		if b == "" || b == t {
			continue
		}
		differs = true
		alone := (i == 0 || titles[i-1] != titles[i]) && (i+1 == len(titles) || titles[i+1] != titles[i] && squeeze(titles[i+1]) != "") && t != ""
		if alone || runes(b) > 16 || strings.ContainsAny(b, "。；%％") || amount(b) > 0 && yearOf(b) == 0 {
			return false
		}
	}
	return differs
}

// columnOf reads one heading.
func columnOf(title string) column {
	t := squeeze(title)
	switch {
	case t == "":
		return otherColumn
	case cityWideRe.MatchString(t):
		return placeColumn
	}
	for _, c := range columnNames {
		if c.re.MatchString(t) {
			return c.of
		}
	}
	switch {
	case goalYear(t) > 0:
		return goalColumn
	case placeRe.MatchString(t):
		return placeColumn
	}
	return otherColumn
}

// goalYear is the year of a heading such as 2025年 or 2025年目标.
func goalYear(title string) int {
	m := goalYearRe.FindStringSubmatch(squeeze(title))
	if m == nil {
		return 0
	}
	return validYear(m[1])
}

// settle decides what a heading alone leaves open by what stands under it.
func (h *tableHead) settle(rows []block) {
	under := func(i int) []string {
		var out []string
		for _, r := range rows {
			if i < len(r.cells) && squeeze(r.cells[i]) != "" {
				out = append(out, squeeze(r.cells[i]))
			}
		}
		return out
	}
	most := func(i int, is func(string) bool) bool {
		n, all := 0, under(i)
		for _, c := range all {
			if is(c) {
				n++
			}
		}
		return n > 0 && 2*n > len(all)
	}
	for i, t := range h.titles {
		switch {
		case squeeze(t) == "单位" && most(i, isMeasure):
			h.of[i] = measureColumn
		case squeeze(t) == "单位" || squeeze(t) == "部门":
			if h.of[i] = dutyColumn; most(i, placeRe.MatchString) {
				h.of[i] = areaColumn
			}
		case h.of[i] == dutyColumn && most(i, func(c string) bool { return placeRe.MatchString(c) || cityWideRe.MatchString(c) }) && h.has(goalColumn):
			h.of[i] = areaColumn
		case h.of[i] == yearColumn && !most(i, func(c string) bool { return yearOf(c) > 0 }):
			h.of[i] = dueColumn
		case h.of[i] == dueColumn && most(i, func(c string) bool { return yearOf(c) > 0 && runes(c) <= 6 }) && h.has(placeColumn):
			h.of[i] = yearColumn
		case h.of[i] == otherColumn && i == 0 && most(i, func(c string) bool { return placeRe.MatchString(c) || cityWideRe.MatchString(c) }):
			h.of[i] = areaColumn
		}
	}
	// The earliest of several years is where things stand now, if the head says so
	// by a growth column, or by naming the others as goals.
	first := -1
	for i := range h.titles {
		if h.of[i] == goalColumn && h.years[i] > 0 && (first < 0 || h.years[i] < h.years[first]) {
			first = i
		}
	}
	if first >= 0 && !h.has(areaColumn) && !h.has(baseColumn) && h.count(goalColumn) >= 2 &&
		(h.has(measureColumn) || h.has(kindColumn) || h.has(growthColumn) || h.has(nameColumn)) {
		last := 0
		for _, y := range h.years {
			last = max(last, y)
		}
		if h.count(goalColumn) == 2 && last-h.years[first] >= 3 || h.years[first]%5 == 0 && last-h.years[first] >= 3 {
			h.of[first] = baseColumn
		}
	}
}

func (h tableHead) has(c column) bool { return slices.Contains(h.of, c) }

func (h tableHead) count(c column) int {
	n := 0
	for _, of := range h.of {
		if of == c {
			n++
		}
	}
	return n
}

// at is the first column of that meaning, or -1.
func (h tableHead) at(c column) int { return slices.Index(h.of, c) }

// measures of indicator tables.
var measureCellRe = regexp.MustCompile(`^(?:[%％‰]|—|-|/|[（(]?[%％][）)]?|[十百千万亿]*(?:个|人|户|家|所|名|项|件|册|座|条|处|张|台|套|辆|岁|年|次|人次|元|美元|吨|公斤|千克|亩|公顷|平方米|平方公里|立方米|公里|米|度|分|分钟|小时|天|张/千人|吨标准煤|千瓦时|千瓦|兆瓦|微克/立方米|床|张床位|个百分点|百分比|标台|公里/平方公里|人/万人|件/万人|/?\p{Han}{1,3}))$`)

func isMeasure(s string) bool {
	return runes(s) <= 8 && measureCellRe.MatchString(s) && !placeRe.MatchString(s) && !unitEndRe.MatchString(s) || strings.Contains(s, "/") && runes(s) <= 10
}

// table is a table on its way to be read: its head and rows, and where it stands.
type table struct {
	tableHead
	rows    []block
	place   string // 附件2, 专栏1, 表3; empty in running text
	caption string // the words above it
}

// readTables reads consecutive rows. A repeated head begins a new table. Rows that
// no head explains become a doubt.
func (b *bodyReader) readTables(rows []block, place, caption string) {
	for i := 0; i < len(rows); {
		h, n := headOf(rows[i:])
		if n == 0 {
			j := i + 1
			for j < len(rows) {
				if _, n := headOf(rows[j:]); n > 0 {
					break
				}
				j++
			}
			if lone := rows[i:j]; len(lone) > 1 || i == 0 && j < len(rows) || wordsIn(rows[i]) > 2 {
				b.doubt("table", strings.Join(rows[i].cells, " "), rows[i].start, "这张表的表头认不出来，没有读成任务、指标或节点，请核对。")
			}
			i = j
			continue
		}
		j := i + n
		for j < len(rows) {
			if h2, m := headOf(rows[j:]); m > 0 && !h.explains(rows[j]) && (slices.Equal(h2.titles, h.titles) || h.has(serialColumn) || h.has(yearColumn) || h.has(dueColumn) || h2.announces()) {
				break
			}
			j++
		}
		h.settle(rows[i+n : j])
		b.readTable(table{tableHead: h, rows: rows[i+n : j], place: place, caption: caption}, rows[i])
		i = j
	}
}

// wordsIn counts the cells of a row that are not blank.
func wordsIn(row block) int {
	n := 0
	for _, c := range row.cells {
		if squeeze(c) != "" {
			n++
		}
	}
	return n
}

// explains tells whether a row can be one of data under this head: it has a number, a
// year, a term or a place where the head says so.
func (h tableHead) explains(row block) bool {
	for i, of := range h.of {
		c := squeeze(row.cell(i))
		if c == squeeze(h.titles[i]) {
			continue
		}
		switch of {
		case serialColumn:
			if hasDigitRe.MatchString(c) {
				return true
			}
		case yearColumn, dueColumn:
			if yearOf(c) > 0 || isTerm(c) {
				return true
			}
		}
	}
	return false
}

// announces tells the head of another table from a row whose cells look like headings.
func (h tableHead) announces() bool {
	same := 0
	for _, c := range []column{goalColumn, yearColumn, placeColumn, areaColumn, dutyColumn, leadColumn, dueColumn, nameColumn, measureColumn} {
		if h.has(c) {
			same++
		}
	}
	return same >= 2 || h.has(serialColumn) && same > 0
}

func (b *bodyReader) readTable(t table, first block) {
	if b.cells += len(t.titles) * len(t.rows); b.cells > maxCells {
		b.doubt("table", strings.Join(first.cells, " "), first.start, "表格过大，没有读成任务、指标或节点，请核对。")
		return
	}
	for _, r := range t.rows {
		if len(r.cells) > len(t.titles) {
			b.doubt("table", strings.Join(r.cells, " "), r.start, "这一行的格数多于表头，多出的格没有读入，请核对。")
		}
	}
	duties := t.has(leadColumn) || t.has(supportColumn) || t.has(dutyColumn)
	switch {
	case t.has(yearColumn) && (t.has(placeColumn) || t.at(yearColumn)+1 < len(t.titles)) && !duties:
		b.scheduleByYear(t)
	case t.has(areaColumn) && t.count(goalColumn) > 0 && t.hasYears() && !t.has(measureColumn):
		b.scheduleByUnit(t)
	case duties || t.has(dueColumn):
		b.taskTable(t)
	case t.has(goalColumn) && (t.has(nameColumn) || t.has(measureColumn) || t.has(kindColumn) || t.has(baseColumn)):
		b.indicatorTable(t)
	case t.has(goalColumn) && t.hasYears():
		b.scheduleByUnit(t)
	case t.count(placeColumn) >= 2 && yearIn(t.caption) > 0:
		b.scheduleByYear(t)
	case t.has(areaColumn) && yearIn(t.caption) > 0:
		b.scheduleByColumn(t)
	default:
		b.doubt("table", strings.Join(first.cells, " "), first.start, "这张表不是进度表、任务表或指标表，没有读成任务或节点，请核对。")
	}
}

func (h tableHead) hasYears() bool {
	return slices.ContainsFunc(h.years, func(y int) bool { return y > 0 })
}

// cell gives a cell's words, blank where the row is short.
func (r block) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// yearOf reads the year that ends a cell: 2021, 2021年, 2021—2025年 (the last).
func yearOf(s string) int {
	m := cellYearRe.FindStringSubmatch(s)
	if m == nil || runes(s) > 12 {
		return 0
	}
	return validYear(m[1])
}

var anyYearRe = regexp.MustCompile(`(\d{4})\s*年`)

// yearIn reads the last year that a caption names.
func yearIn(caption string) int {
	all := anyYearRe.FindAllStringSubmatch(caption, -1)
	if len(all) == 0 {
		return 0
	}
	return validYear(all[len(all)-1][1])
}

func validYear(s string) int {
	y, _ := strconv.Atoi(s)
	if y < 1949 || y > 2100 {
		return 0
	}
	return y
}

// unitOf is the unit that a column or row of a schedule speaks of.
func (r *reader) unitOf(words string) string {
	s := squeeze(words)
	switch {
	case !cityWideRe.MatchString(s):
		return s
	case strings.HasPrefix(s, "全") && knowledge.IsWhole(head(s, 2)):
		return head(s, 2) // 全市 of 全市创建
	}
	return r.plan.Whole()
}

// isTerm reports whether a cell is nothing but a term.
func isTerm(words string) bool {
	_, ok := term.Cell(words, term.Context{Year: 2000})
	return ok
}
