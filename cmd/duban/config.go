package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // deadlines are days in Asia/Shanghai, also on machines without zone data

	"github.com/caarlos0/env/v11"

	"duban/bot/watch"
)

// config is what the environment sets. Secrets may also stand in a file named by
// the variable with _FILE behind it.
type config struct {
	Token     string `env:"DUBAN_TELEGRAM_TOKEN"`
	TokenFile string `env:"DUBAN_TELEGRAM_TOKEN_FILE"`
	API       string `env:"DUBAN_TELEGRAM_API" envDefault:"https://api.telegram.org"`
	// Listen is where serve answers how it is, see package watch, and takes what the webhook
	// brings; Heartbeat is a URL that it calls as long as all is well.
	Listen        string `env:"DUBAN_LISTEN"`
	Heartbeat     string `env:"DUBAN_HEARTBEAT"`
	HeartbeatFile string `env:"DUBAN_HEARTBEAT_FILE"`
	// WebhookURL and WebhookSecret have Telegram bring updates; see telegram.Config.
	WebhookURL        string `env:"DUBAN_WEBHOOK_URL"`
	WebhookSecret     string `env:"DUBAN_WEBHOOK_SECRET"`
	WebhookSecretFile string `env:"DUBAN_WEBHOOK_SECRET_FILE"`

	Data     string `env:"DUBAN_DATA"`
	TrailKey string `env:"DUBAN_TRAIL_KEY"` // file with the key of the trail; empty: in the data folder
	// BackupRecipients are those of age to whom backups are encrypted, BackupIdentity is a file
	// with identities that can read them.
	BackupRecipients string `env:"DUBAN_BACKUP_RECIPIENTS"`
	BackupIdentity   string `env:"DUBAN_BACKUP_IDENTITY"`

	Admins   string  `env:"DUBAN_ADMINS"`
	Timezone string  `env:"DUBAN_TIMEZONE" envDefault:"Asia/Shanghai"`
	Now      string  `env:"DUBAN_NOW"`
	Speed    float64 `env:"DUBAN_CLOCK_SPEED" envDefault:"1"`
	// QuestionDays is for how many days questions are kept for the supervisors.
	QuestionDays int `env:"DUBAN_QUESTION_DAYS" envDefault:"180"`

	admins   []int64
	location *time.Location
	clock    clock
}

// readConfig reads and checks the environment; all faults are told together.
func readConfig(environ []string) (config, error) {
	var c config
	err := env.ParseWithOptions(&c, env.Options{Environment: env.ToMap(environ)})
	if err != nil {
		return c, usage("环境变量读不懂：" + err.Error())
	}
	var faults []error
	for _, secret := range []struct {
		name, file string
		value      *string
	}{{"DUBAN_TELEGRAM_TOKEN_FILE", c.TokenFile, &c.Token}, {"DUBAN_WEBHOOK_SECRET_FILE", c.WebhookSecretFile, &c.WebhookSecret}, {"DUBAN_HEARTBEAT_FILE", c.HeartbeatFile, &c.Heartbeat}} {
		if secret.file != "" {
			read, err := os.ReadFile(secret.file)
			if err != nil {
				faults = append(faults, usage("读不了 "+secret.name+" 指的文件，请检查路径和权限。"))
			}
			*secret.value = string(read)
		}
		*secret.value = strings.TrimSpace(*secret.value)
	}
	for field := range strings.FieldsFuncSeq(c.Admins, func(r rune) bool { return r == ',' || r == '，' || r == ' ' }) {
		id, err := strconv.ParseInt(field, 10, 64)
		if err != nil || id <= 0 {
			faults = append(faults, usage(fmt.Sprintf("DUBAN_ADMINS 里的“%s”不是 Telegram 用户编号，请写数字，用逗号分开。", field)))
			continue
		}
		c.admins = append(c.admins, id)
	}
	if c.location, err = time.LoadLocation(c.Timezone); err != nil {
		faults = append(faults, usage(fmt.Sprintf("DUBAN_TIMEZONE“%s”不是时区名，请写 Asia/Shanghai 这样的名字。", c.Timezone)))
		c.location = time.UTC
	}
	if c.QuestionDays < 1 {
		faults = append(faults, usage("DUBAN_QUESTION_DAYS 是问题记录保留的天数，请写1以上的整数。"))
	}
	if c.clock, err = newClock(c.Now, c.Speed, c.location); err != nil {
		faults = append(faults, err)
	}
	return c, errors.Join(append(faults, c.checkAddresses()...)...)
}

// checkAddresses says what is wrong with where the program listens and calls.
func (c *config) checkAddresses() (faults []error) {
	c.Listen = strings.TrimSpace(c.Listen)
	if _, port, err := net.SplitHostPort(c.Listen); c.Listen != "" && (err != nil || port == "") {
		faults = append(faults, usage("监听地址读不懂，DUBAN_LISTEN 应当像 127.0.0.1:8080 。"))
	}
	if u, err := url.Parse(c.Heartbeat); err != nil || c.Heartbeat != "" && (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		faults = append(faults, usage("DUBAN_HEARTBEAT 不是网址，应当像 https://example.com/ping/… 。"))
	}
	hook, err := url.Parse(strings.TrimSpace(c.WebhookURL))
	if err != nil || hook.Host == "" { // the edge says so
		return faults
	}
	if c.Listen == "" {
		faults = append(faults, usage("设了 DUBAN_WEBHOOK_URL，还要在 DUBAN_LISTEN 里写上本机监听的地址，像 127.0.0.1:8080 。"))
	}
	if slices.Contains([]string{watch.AlivePath, watch.ReadyPath, watch.MetricsPath}, hook.Path) {
		faults = append(faults, usage(hook.Path+" 用来查看是否正常，请给 DUBAN_WEBHOOK_URL 换一个路径，像 https://example.com/telegram 。"))
	}
	return faults
}

// dataFolder gives the folder of the diary and the index, made if need be.
func (c config) dataFolder() (string, error) {
	dir := c.Data
	if dir == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			return "", usage("找不到用户的数据文件夹，请用 DUBAN_DATA 指定一个。")
		}
		dir = filepath.Join(base, "duban")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fail("数据文件夹 "+dir+" 建不了，请检查路径和权限，或用 DUBAN_DATA 换一个。", err)
	}
	if err := noLinks(dir, false); err != nil {
		return "", err
	}
	probe, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return "", fail("数据文件夹 "+dir+" 写不了，请检查权限和剩余空间，或用 DUBAN_DATA 换一个。", err)
	}
	probe.Close()
	os.Remove(probe.Name())
	return dir, nil
}
