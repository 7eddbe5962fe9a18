package graph

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"prepaudit/graph/odata"
	"prepaudit/rules/tenant"
)

// DeniedError is a dataset that Graph refuses to this identity, or to every one of this tenant.
type DeniedError struct {
	Dataset    tenant.Dataset
	Permission string // the least that would open it; "" where there is none for this kind of sign-in, or it is granted
	Granted    string // the permission that the token has for it, in vain
	AppOnly    bool   // the sign-in names no user
	Unlicensed bool   // the tenant lacks Microsoft Entra ID P1, whatever is granted
	NoIntune   bool   // the tenant has no Intune, whatever is granted
	Role       bool   // Intune itself refuses the person: a role or a license is missing, not a permission
	answer     *odata.Error
	lack       Lack // by the token; zero where that isn't known
	cli        bool // signed in through the Azure CLI
}

// denied makes a refusal of an answer; nil where it is none. access is nil where the token isn't known.
func denied(ds tenant.Dataset, answer *odata.Error, access *Access) *DeniedError {
	appOnly := access != nil && access.AppOnly
	e := &DeniedError{Dataset: ds, AppOnly: appOnly || answer.AppOnlyRefused(), answer: answer}
	switch {
	case notApplicable(answer):
		e.NoIntune = true
		return e
	case strings.EqualFold(answer.Code, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"):
		e.Unlicensed = true
		return e
	case answer.Forbidden() && ofIntune(answer.Path) && !e.AppOnly:
		e.Role = true
		return e
	case answer.Status != http.StatusForbidden && !answer.AppOnlyRefused() && !answer.Forbidden():
		return nil
	}
	needed := PermissionFor(ds)
	if e.Permission = needed.Delegated; e.AppOnly {
		e.Permission = needed.Application
	}
	if access != nil && e.Permission != "" {
		if e.lack, e.Granted = access.Lacks(ds), access.Opens(ds); e.Granted != "" {
			e.Permission = ""
		}
	}
	return e
}

// ofIntune reports whether Intune serves a path.
func ofIntune(path string) bool {
	_, path, _ = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	service, _, _ := strings.Cut(path, "/")
	return service == "deviceManagement" || service == "deviceAppManagement"
}

// notApplicable reports the answer of Intune to a tenant that it does not serve (Microsoft365DSC#3020, 2023-03;
// KelvinTegelaar/CIPP-API, Get-NormalizedError, 2026-08).
func notApplicable(answer *odata.Error) bool {
	return answer.Status == http.StatusBadRequest && ofIntune(answer.Path) &&
		strings.HasPrefix(answer.Message, "Request not applicable to target tenant")
}

func (e *DeniedError) Error() string {
	switch {
	case e.NoIntune:
		return fmt.Sprintf("the tenant has no Intune (%v)", e.answer)
	case e.Unlicensed:
		return fmt.Sprintf("only tenants with Microsoft Entra ID P1 or P2 have %s (%v)", e.Dataset, e.answer)
	case e.Role:
		return fmt.Sprintf("Intune refused %s: the account lacks an Intune role or an Intune license (%v)", e.Dataset,
			e.answer)
	case e.Granted != "" && e.lack.Role != "":
		return fmt.Sprintf("%s was refused: %s (%v)", e.Dataset, e.lack.Text(), e.answer)
	case e.Granted != "":
		return fmt.Sprintf("%s was refused, though the token has %s (%v)", e.Dataset, e.Granted, e.answer)
	case e.AppOnly && e.Permission == "":
		return fmt.Sprintf("an app without a user can't read %s (%v)", e.Dataset, e.answer)
	case e.lack.Permission != "":
		return fmt.Sprintf("%s was refused: %s (%v)", e.Dataset, e.lack.Text(), e.answer)
	}
	return fmt.Sprintf("%s was refused; it needs %s (%v)", e.Dataset, e.Permission, e.answer)
}

func (e *DeniedError) Unwrap() error { return e.answer }

// statusOf is the status with which Graph refused; 0 where it did not, or had begun to answer.
func statusOf(err error) int {
	if _, began := errors.AsType[laterError](err); began {
		return 0
	}
	if answer, ok := errors.AsType[*odata.Error](err); ok {
		return answer.Status
	}
	return 0
}

// isDenied reports whether another permission, or another kind of sign-in, would help.
func isDenied(err error) bool {
	answer, ok := errors.AsType[*odata.Error](err)
	return ok && (answer.Status == http.StatusForbidden || answer.AppOnlyRefused())
}

// PermissionOf is the permission that would open what an error kept from being read; "" where no permission would.
func PermissionOf(err error) string {
	denied, ok := errors.AsType[*DeniedError](err)
	switch {
	case errors.Is(err, errLimited):
		return PermissionFor(tenant.OwnedDevices).Delegated
	case !ok || denied.NoIntune || denied.Unlicensed || denied.Role || denied.Granted != "":
		return ""
	case denied.Permission == "":
		return PermissionFor(denied.Dataset).Delegated + ", signed in as a user"
	}
	return denied.Permission
}

// Hint says what to do.
func (e *DeniedError) Hint() string {
	switch {
	case e.NoIntune:
		return "no permission helps: it needs a subscription with Microsoft Intune"
	case e.Unlicensed:
		return "no permission helps: it needs a subscription with Microsoft Entra ID P1 or P2, which automatic " +
			"enrollment needs too"
	case e.Role:
		return "assign the Microsoft Entra role Global Reader to the account, or an Intune role such as Read Only " +
			"Operator; " +
			"without an Intune license it also needs Microsoft Intune admin center > Tenant administration > Roles > " +
			"Administrator Licensing > Allow access to unlicensed admins"
	case e.Granted != "" && e.AppOnly:
		return "the app has the permission: Graph's answer says what else it needs"
	case e.Granted != "":
		return "use an account with an Entra role that can read it, such as Global Reader; activate a role of Privileged " +
			"Identity Management before you sign in"
	case e.AppOnly && e.Permission == "":
		return fmt.Sprintf("Graph has no application permission for it: sign in as a user with %s (--auth browser); or let "+
			"that user take `prepaudit snapshot --mdm-policies -o mdm.zip`, and use --with mdm.zip",
			PermissionFor(e.Dataset).Delegated)
	case e.cli && !e.AppOnly:
		return "a person's token from the Azure CLI has a fixed set of Graph permissions, and consent doesn't add to " +
			"them: sign in with --auth browser, or run az login as a service principal"
	case e.AppOnly:
		return fmt.Sprintf("add the application permission %s to the app registration and grant admin consent",
			e.Permission)
	}
	return fmt.Sprintf("consent to %s for the app that signs in, and use an account with a role that can read it, "+
		"such as Global Reader", e.Permission)
}
