// Package zh holds pure functions on Chinese text: width and script, numerals,
// pinyin, place names. They keep no state but tables built once from embedded data.
package zh
