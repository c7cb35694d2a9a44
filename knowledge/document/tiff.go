package document

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// quartersOf tells by how many quarters to the right a photograph has to be turned to
// stand upright, as the camera has noted (Exif).
func quartersOf(data []byte) int {
	const tagOrientation, app1 = 0x0112, 0xe1
	if !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		return 0
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if data[at+1] != app1 {
			if data[at+1] == 0xda || size < 2 { // the pixels begin
				break
			}
			at += 2 + size
			continue
		}
		exif, ok := bytes.CutPrefix(data[at+4:min(len(data), max(at+4, at+2+size))], []byte("Exif\x00\x00"))
		if !ok {
			break
		}
		for _, tag := range tagsOf(exif) {
			if tag.id == tagOrientation {
				return map[uint32]int{3: 2, 6: 1, 8: 3}[tag.value]
			}
		}
		break
	}
	return 0
}

// tag is an entry of a TIFF folder with a value of its own.
type tag struct {
	id    uint16
	value uint32
}

// tagsOf reads the tags of the first folder.
func tagsOf(data []byte) []tag {
	order, ok := orderOf(data)
	if !ok {
		return nil
	}
	at := int(order.Uint32(data[4:]))
	if at+2 > len(data) {
		return nil
	}
	const short = 3 // a type of values of two bytes
	var out []tag
	for i := range int(order.Uint16(data[at:])) {
		e := at + 2 + 12*i
		if e+12 > len(data) {
			break
		}
		t := tag{order.Uint16(data[e:]), order.Uint32(data[e+8:])}
		if order.Uint16(data[e+2:]) == short {
			t.value = uint32(order.Uint16(data[e+8:]))
		}
		out = append(out, t)
	}
	return out
}

func orderOf(data []byte) (binary.ByteOrder, bool) {
	if len(data) < 8 {
		return nil, false
	}
	switch string(data[:4]) {
	case "II*\x00":
		return binary.LittleEndian, true
	case "MM\x00*":
		return binary.BigEndian, true
	}
	return nil, false
}

// pagesOf gives the offsets of the folders of a TIFF file, of which each is a page; of
// any other picture a single 0.
func pagesOf(data []byte) []int {
	order, ok := orderOf(data)
	if !ok {
		return []int{0}
	}
	var out []int
	at := int64(order.Uint32(data[4:]))
	for at > 0 && at+2 <= int64(len(data)) && !slices.Contains(out, int(at)) && len(out) < maxPages {
		out = append(out, int(at))
		next := at + 2 + 12*int64(order.Uint16(data[at:]))
		if next+4 > int64(len(data)) {
			break
		}
		at = int64(order.Uint32(data[next:]))
	}
	if len(out) == 0 {
		return []int{0}
	}
	return out
}

// beginning makes a page the first one of its TIFF file. The file's bytes change.
func beginning(data []byte, at int) []byte {
	if order, ok := orderOf(data); ok && at > 0 {
		order.PutUint32(data[4:], uint32(at))
	}
	return data
}
