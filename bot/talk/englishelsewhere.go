package talk

// elsewhere are sentences of other packages, which come as they are said in Chinese, see
// told. What an answer says in the plan's own words is not among them.
var elsewhere = map[string]string{
	// ask: what it says of itself.
	"不客气，有问题随时问我。":     "You are welcome. Ask me any time.",
	"再见，有问题随时来问。":      "Goodbye. Come back any time with a question.",
	"请发一句话，比如您可以问：%s。": "Please send a sentence; you can ask, for example: %s.",
	"您好，我是督办助手，按《%s》原文回答问题，也管任务进度。您可以问：%s。发“帮助”看用法。": "Hello, I am the supervision assistant. I answer in the words of “%s” and keep the progress of its tasks. You can ask: %s. Send /help to see the rest.",
	"我是督办助手，一个机器人：只按《%s》的原文回答，并管理各单位的任务进度。":          "I am the supervision assistant, a bot: I answer only in the words of “%s”, and keep the progress of each unit's tasks.",
	"您可以问：%s。发“帮助”看用法。":                              "You can ask: %s. Send /help to see the rest.",
	"这个我不能照办。我只回答计划里写了的内容和任务进度，您可以问“有哪些任务”或发“帮助”。":   "I cannot do this. I only answer what the plan says and how its tasks stand. Send /help to see what you can ask.",
	"计划没有写这样的评价，我只能按计划原文回答，不作判断。您可以问某项目标、时间或责任单位。":   "The plan gives no such opinion, and I answer in its words alone, without judging. You can ask for a target, a date or a responsible unit.",
	"没有找到可以核对原文的答案，请换个说法再问，或发“原文”加条号查看条文。":           "No answer was found that the text bears out. Please put the question another way.",

	// ask: where the plan is silent.
	"没看出问的是哪一项。请加上单位、年份、项目或条号，比如：%s。": "I could not make out what is asked. Please ask in Chinese, with a unit, a year, a project or a clause, for example: %s.",
	"最接近的内容：":                        "What comes nearest:",
	"没有找到：文件没有写“%s”。":                "Not found: the document does not say “%s”.",
	"没有找到文件对这件事的规定。":                 "Nothing was found that the document stipulates on this.",
	"文件没有写具体的金额或标准。":                 "The document gives no amount or rate.",
	"文件没有写联系方式。":                     "The document gives no contact details.",
	"文件没有列出具体的名单或人员姓名。":              "The document gives no such list or names of persons.",
	"文件没有写要交的材料和办理的手续。":              "The document does not say what to hand in, or how to apply.",
	"文件只写了要求，没有写现在的实际情况。":            "The document only says what is required, not how things stand now.",
	"文件没有写这个数。":                      "The document does not give this number.",
	"文件没有写具体的时间或期限。":                 "The document gives no time or term for this.",
	"文件没有写%s的要求。":                    "The document requires nothing for %s.",
	"文件没有写自己的文号。":                    "The document does not give its own number.",
	"文件没有写%s。":                       "The document does not say: %s.",
	"附件里%s的%s各年都是空白，计划没有安排。":         "In the annex “%[2]s” of %[1]s is blank in all years: the plan schedules nothing.",
	"文件没有写明谁牵头，列在第一位的是%s。":           "The document does not say who leads; %s is named first.",
	"%s不在本计划范围，计划没有安排。附件安排的是%d—%d年。": "%s is outside the plan, which schedules nothing for it. The annex schedules %d to %d.",
	"没有。附件里%s为空白，计划未安排。":             "No. In the annex “%s” is blank: the plan schedules nothing there.",
	"没有。附件里%s没有安排，其他年份也是空白。":         "No. In the annex “%s” has nothing, and its other years are blank too.",
	"计划没有写到%s，不在本计划范围。":              "The plan does not mention %s, which is outside it.",
	"计划没有写到%s，不在本计划范围。附件只列了%s。":      "The plan does not mention %s, which is outside it. The annex lists only %s.",
	"没有。文件的责任单位里没有列“%s”。":            "No. “%s” is not among the responsible units of the document.",
	"本计划没有%s，全文共%d条。":                "This plan has no %s; it has %d {clause|clauses} in all.",

	"发文信息": "Front matter", "%s，共%d格": "%s, %d {cell|cells}",

	// ask: why something cannot be taught.
	"已有%d条，请先删掉不用的":                         "There are %d already; please remove some first",
	"“%s”太短，请至少写两个字":                        "“%s” is too short; please write two characters at least",
	"“%s…”太长，请写在%d字以内":                      "“%s…” is too long; please write %d characters at most",
	"“%s”不能用符号开头":                           "“%s” must not begin with a sign",
	"“%s”是计划里本来就有的词，不能作别名":                  "“%s” is a word of the plan already and cannot be another name",
	"计划里没有“%s”，别名请指向计划里的名称":                 "The plan has no “%s”; another name has to point to a name in the plan",
	"“%s”里没有可以辨认的内容，请写完整的问法":                "There is nothing to recognise in “%s”; please write the whole question",
	"看不懂“%s”指哪里，请写条号（如第十条）或附件的格（如单位加年份加项目）": "I do not understand where “%s” is; please write the clause as the plan numbers it, or a cell of the annex by unit, year and project",
}
