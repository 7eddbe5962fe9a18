package graph

import (
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// devicePage is the devices of one page, made like userPage.
type devicePage struct {
	devices []tenant.Device
	texts   []byte
	spans   []deviceSpan
	words   words
	within  *enrolled // of what part they are; nil for all
	stray   bool      // one of them is not
	count   int       // of the whole, as this page says; -1 where it does not
}

// deviceSpan is where the texts of a device lie in devicePage.texts.
type deviceSpan struct{ name, nameEnd, serial, serialEnd, upn, upnEnd uint32 }

// newDevicePage makes room for a full page, so that growing leaves no garbage behind.
func newDevicePage(within *enrolled) *devicePage {
	const most = 1000
	return &devicePage{within: within, devices: make([]tenant.Device, 0, most), spans: make([]deviceSpan, 0, most),
		texts: make([]byte, 0, 64*most)}
}

func (p *devicePage) reset() {
	p.devices, p.texts, p.spans, p.stray = p.devices[:0], p.texts[:0], p.spans[:0], false
	p.words.bound()
}

// finish gives the devices their texts.
func (p *devicePage) finish(head odata.Page, _ bool) error {
	p.count = head.Count
	if p.stray {
		return errStray
	}
	texts := string(p.texts)
	for i, s := range p.spans {
		d := &p.devices[i]
		d.Name, d.Serial, d.UPN = texts[s.name:s.nameEnd], texts[s.serial:s.serialEnd], texts[s.upn:s.upnEnd]
	}
	return nil
}

const deviceProperties = "id,deviceName,serialNumber,manufacturer,model,operatingSystem,osVersion," +
	"deviceEnrollmentType,managedDeviceOwnerType,managementAgent,enrollmentProfileName," +
	"complianceState,userId,userPrincipalName,enrolledDateTime,lastSyncDateTime"

// betaDeviceProperties are those that v1.0 does not have.
const betaDeviceProperties = deviceProperties + ",skuNumber,skuFamily,joinType,autopilotEnrolled"

// sentOfManaged are those that every list has, in beta and v1.0.
var sentOfManaged = sent(strings.Split(deviceProperties, ","))

// add reads one device: the only place where the wire becomes a tenant.Device.
func (p *devicePage) add(d *odata.Decoder) {
	if !entity(d) {
		return
	}
	v := tenant.Device{SKUNumber: -1}
	var s deviceSpan
	var came seen
	for key := d.Key(); key != nil; key = d.Key() {
		came.add(sentOfManaged, key)
		switch string(key) {
		case "id":
			v.ID = readGUID(d)
		case "deviceName":
			s.name, s.nameEnd = p.readText(d)
		case "serialNumber":
			s.serial, s.serialEnd = p.readText(d)
		case "userPrincipalName":
			s.upn, s.upnEnd = p.readText(d)
		case "manufacturer":
			v.Manufacturer = p.words.of(d.Text())
		case "model":
			v.Model = p.words.of(d.Text())
		case "operatingSystem":
			v.System = p.words.of(d.Text())
		case "osVersion":
			v.Version = p.words.of(d.Text())
		case "skuNumber":
			if n, ok := d.Int(); ok {
				v.SKUNumber = n
			}
		case "skuFamily":
			v.SKUFamily = p.words.of(d.Text())
		case "joinType":
			v.JoinType = p.words.of(d.Text())
		case "autopilotEnrolled":
			v.Autopilot = readTri(d)
		case "deviceEnrollmentType":
			v.Enrollment = p.words.of(d.Text())
		case "managedDeviceOwnerType":
			v.Ownership = p.words.of(d.Text())
		case "managementAgent":
			v.Agent = p.words.of(d.Text())
		case "enrollmentProfileName":
			v.ProfileName = p.words.of(d.Text())
		case "complianceState":
			v.Compliance = p.words.of(d.Text())
		case "userId":
			v.UserID = readGUID(d)
		case "enrolledDateTime":
			v.Enrolled = readTime(d)
		case "lastSyncDateTime":
			v.LastSync = readTime(d)
		default:
			d.Skip()
		}
	}
	if v.ID.IsZero() {
		d.Fail("a device without an id (deviceName %.100q)", p.texts[s.name:s.nameEnd])
	}
	came.check(d, sentOfManaged)
	p.stray = p.stray || !p.within.holds(&v)
	p.devices, p.spans = append(p.devices, v), append(p.spans, s)
}

func (p *devicePage) readText(d *odata.Decoder) (start, end uint32) {
	start = uint32(len(p.texts))
	p.texts = append(p.texts, d.Text()...)
	return start, uint32(len(p.texts))
}
