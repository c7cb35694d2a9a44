package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/zh"
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
	personColumn         // 责任领导, 牵头处室: no unit
	amountColumn         // 总投资, 建设规模, 建设地点: of a project
	noteColumn           // 备注
	columnKinds
)

// headWords are the words by which a heading votes for what its column means. exact is
// the whole heading, last the word that it ends with, any a word anywhere in it. What
// stands under the heading votes too: see fit.
var headWords = []struct {
	of               column
	weight           float64
	exact, last, any string
}{
	{serialColumn, 5, "序 号 no no.", "序号 编号", ""},
	{projectColumn, 3, "", "任务 事项 工作 名称 类别 类型 领域 分类 专项 工程 条款 方面 项目 类 种", "项目"},
	{projectColumn, 2, "", "清单", "任务 工程"},
	{contentColumn, 3, "具体任务 目标任务 工作目标", "举措 措施 要求 成果 标准 做法", "内容"},
	{contentColumn, 2, "", "目标", ""},
	{nameColumn, 4, "", "指标 指标名称 指标内容", ""},
	{leadColumn, 4, "", "", "牵头 主办 主责"},
	{supportColumn, 4, "", "", "配合 协办 协同 参与 参加 协助 支持单位"},
	{dutyColumn, 3, "", "单位 部门 主体", "责任 承办 主管 分工"},
	{areaColumn, 3, "单位 部门", "单位名称 主体 创建单位", ""},
	{dueColumn, 4, "", "时限 期限 时间 节点 日期 年限", "时限 时间 工期"},
	{dueColumn, 2, "", "进度", "进度"},
	{yearColumn, 4, "时间 年份 年度 年 创建时间", "年份 年度", ""},
	{goalColumn, 3, "任务数 计划数 任务量", "目标 目标值 指标值 目标数 预期值 规划值", ""},
	{baseColumn, 6, "", "", "现状 基期 基准 基数 基础值 实际 完成值 实绩 上年 现有 目前 已完成"},
	{growthColumn, 6, "", "", "年均 增速 增长 累计 增幅 增减"},
	{measureColumn, 4, "单位 计量单位 度量单位", "计量单位", ""},
	{kindColumn, 5, "属性 性质 类型 指标属性 指标性质 指标类型", "属性", ""},
	{personColumn, 6, "", "领导 责任人 负责人 联系人 负责同志 电话 联系方式 处室 科室", ""},
	{amountColumn, 4, "", "", "投资 规模 地点 地址 资金 面积 金额 总额"},
	{noteColumn, 5, "注", "备注 说明", ""},
}

// splitWords holds the lists of headWords, cut at their blanks.
var splitWords = func() (out [][3][]string) {
	for _, w := range headWords {
		out = append(out, [3][]string{strings.Fields(w.exact), strings.Fields(w.last), strings.Fields(w.any)})
	}
	return out
}()

// areaWordRe finds headings that name a rank of areas: 县（市、区）, 市州, 镇街, 园区, 学校.
var areaWordRe = regexp.MustCompile(`^各?(?:所属|所在)?[省市县区州镇乡街道地盟旗域园辖设的和及/、()]+(?:名称|单位|别)?$|^各?(?:学校|院校|园区|企业|村|社区|医院)(?:名称)?$`)

// votesOf counts what the words of one heading say.
func votesOf(title string) (votes [columnKinds]float64) {
	t := zh.Fold(squeeze(title))
	if t == "" || len(t) > 120 {
		return votes
	}
	if areaWordRe.MatchString(t) {
		votes[areaColumn] = 4
	}
	if cityWideRe.MatchString(t) {
		votes[placeColumn] = 4
		return votes
	}
	whole := t
	if base, _, ok := strings.Cut(t, "("); ok && base != "" {
		t = base
	}
	for i, w := range headWords {
		words, t := splitWords[i], t
		if w.of == baseColumn { // 2023年（现状）
			t = whole
		}
		v := 0.0
		switch {
		case slices.Contains(words[0], t):
			v = w.weight + 1
		case slices.ContainsFunc(words[1], func(s string) bool { return strings.HasSuffix(t, s) }):
			v = w.weight
		case slices.ContainsFunc(words[2], func(s string) bool { return strings.Contains(t, s) }):
			v = w.weight - 0.5
		}
		votes[w.of] = max(votes[w.of], v)
	}
	if votes[leadColumn] > 0 || votes[supportColumn] > 0 {
		votes[dutyColumn] = 0
	}
	p, dated := periodOf(title)
	switch rest, _, _ := strings.Cut(p.rest, "("); {
	case dated && runes(rest) <= 8:
		votes[goalColumn] = max(votes[goalColumn], 5)
	case votes[areaColumn] == 0 && placeRe.MatchString(t):
		votes[placeColumn] = 3.5
	}
	return votes
}

// columnOf reads one heading by its words alone.
func columnOf(title string) column {
	best, of := 2.0, otherColumn
	for c, v := range votesOf(title) {
		if v > best {
			best, of = v, column(c)
		}
	}
	return of
}

var (
	cityWideRe = regexp.MustCompile(`^(?:合计|总计|小计|共计|全(?:国|省|市|区|县|州|域|盟|旗|镇).{0,4})$`)
	sumRe      = regexp.MustCompile(`^(?:合计|总计|小计|共计|总数|累计)(?:[（(].*[）)])?$`)
	placeRe    = regexp.MustCompile(`^\p{Han}{1,10}(?:省|市|区|县|州|盟|旗|镇|乡|街道)$`)
)

// profile is what stands in the cells of one column.
type profile struct {
	n, distinct, longest                                          int
	serial, year, term, count, units, place, measure, kind, names float64 // shares of the cells that are not blank
}

// mostProfiled bounds how many cells of a column are looked at.
const mostProfiled = 300

// profileOf looks at the cells of a column.
func profileOf(rows []block, i int) profile {
	var p profile
	seen := map[string]bool{}
	for _, r := range rows[:min(len(rows), mostProfiled)] {
		c := squeeze(r.cell(i))
		if c == "" || noneRe.MatchString(c) {
			continue
		}
		p.n++
		p.longest = max(p.longest, runes(c))
		seen[c] = true
		add := func(share *float64, ok bool) {
			if ok {
				*share++
			}
		}
		f := zh.Fold(c)
		_, dated := periodCell(c)
		add(&p.serial, serialRe.MatchString(f))
		add(&p.year, dated)
		add(&p.term, dated || runes(c) <= 24 && isTerm(c))
		add(&p.count, countCellRe.MatchString(f))
		add(&p.measure, isMeasure(c))
		add(&p.kind, kindRe.MatchString(c))
		place := placeRe.MatchString(c) || cityWideRe.MatchString(c)
		add(&p.place, place)
		add(&p.units, !place && isUnitList(c))
		add(&p.names, runes(c) <= 8 && hanOnly(c))
	}
	p.distinct = len(seen)
	for _, share := range []*float64{&p.serial, &p.year, &p.term, &p.count, &p.units, &p.place, &p.measure, &p.kind, &p.names} {
		*share /= float64(max(p.n, 1))
	}
	return p
}

// fit is how well the cells of a column go with a meaning; between -2 and 2.
func (p profile) fit(of column) float64 {
	if p.n == 0 {
		return 0
	}
	share := 0.5
	switch of {
	case serialColumn:
		share = p.serial
	case yearColumn:
		share = p.year
	case dueColumn:
		share = p.term
	case leadColumn, supportColumn:
		share = 0.5 + (p.units+p.place)/2
	case dutyColumn:
		share = p.units + p.place/2
	case areaColumn:
		if share = p.place; p.distinct > p.n/2 {
			share = max(share, 0.75*p.names)
		}
	case goalColumn, baseColumn, growthColumn:
		share = p.count
	case measureColumn:
		share = p.measure
	case kindColumn:
		share = p.kind
	case nameColumn, projectColumn, contentColumn:
		share = 0.6 - 0.6*max(p.count, p.year, p.serial, p.units)
	}
	return 4*share - 2
}

var (
	serialRe    = regexp.MustCompile(`^(?:[(]?\d{1,3}(?:[-.]\d{1,2})?[)]?|[(]?[一二三四五六七八九十]{1,3}[)]?)[.、]?$`)
	countCellRe = regexp.MustCompile(`^(?:[(\[])?(?:≥|≤|>=|<=|>|<|约|超过|不低于|不少于|不超过|控制在|达到|累计|新增|新建|建成|完成)?\d[\d.,]*(?:-\d[\d.]*)?\D{0,8}[)\]]?$|^[√✓✔○●△×]$`)
	noneRe      = regexp.MustCompile(`^[—－–\-/\\　]+$`)
)

// measureCellRe finds a unit of measure that is a cell of its own.
var measureCellRe = regexp.MustCompile(`^(?:[%％‰]|[（(][%％][）)]|[十百千万亿]*(?:\p{Han}{1,3}|平方公里|个百分点|百分点|吨标准煤|标准立方米))$`)

func isMeasure(s string) bool {
	return runes(s) <= 8 && measureCellRe.MatchString(s) && !placeRe.MatchString(s) && !unitEndRe.MatchString(s) || strings.Contains(s, "/") && runes(s) <= 10
}
