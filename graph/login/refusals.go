package login

import "slices"

// Refusal is errors of Microsoft Entra that have one cause, and what to do about them.
type Refusal struct {
	Codes []string // AADSTS50105
	About string   // in a few words
	Fix   string
}

const (
	consentHint = "an administrator has to consent: have a Cloud Application Administrator run the same command once " +
		"and choose \"Consent on behalf of your organization\", or approve it in Entra admin center > Entra ID > " +
		"Enterprise apps > Admin consent requests; --only asks for less, and `prepaudit permissions` lists all"
	policyHint = "Entra admin center > Entra ID > Monitoring & health > Sign-in logs says which Conditional Access " +
		"policy it was"
)

// Refusals are those of all errors that a tenant's settings lead to (learn.microsoft.com/entra/identity-platform/
// reference-error-codes).
func Refusals() []Refusal {
	return []Refusal{
		{[]string{"AADSTS65001", "AADSTS90094"}, "no consent", consentHint},
		{[]string{"AADSTS90095"}, "consent was requested",
			"approve the request in Entra admin center > Entra ID > Enterprise apps > Admin consent requests, then " +
				"start again"},
		{[]string{"AADSTS65004"}, "consent was declined",
			"start again and accept; who may not consent needs an administrator: " + consentHint},
		{[]string{"AADSTS650053", "AADSTS70011"}, "a permission doesn't exist in this cloud",
			"exclude the rules that need it: `prepaudit permissions` says which, --skip takes their ids"},
		{[]string{"AADSTS50076", "AADSTS50074", "AADSTS50078"}, "MFA is required",
			"sign in with --auth browser, where MFA can be completed; for --auth cli run az login again"},
		{[]string{"AADSTS50079", "AADSTS50072"}, "MFA isn't set up",
			"the account has to register for MFA first: open https://aka.ms/mfasetup and sign in with it, then start " +
				"again"},
		{[]string{"AADSTS53000", "AADSTS53001", "AADSTS530003", "AADSTS50097"},
			"a compliant or joined device is required",
			"run prepaudit on a device that is enrolled and compliant, and sign in with --auth browser there in " +
				"Microsoft Edge; or audit as an app, to which this policy doesn't apply; " + policyHint},
		{[]string{"AADSTS53003", "AADSTS50158", "AADSTS53002"}, "blocked by Conditional Access",
			"where the policy blocks device code flow, sign in with --auth browser; else use a device, place and " +
				"account that the policy allows; " + policyHint},
		{[]string{"AADSTS530035"}, "blocked by security defaults", "sign in with --auth browser and complete MFA"},
		{[]string{"AADSTS700016"}, "the tenant doesn't know the app",
			"check --client-id, --tenant and --cloud; an app of your own has to be registered in this tenant"},
		{[]string{"AADSTS7000112"}, "the app is disabled",
			"Entra admin center > Entra ID > Enterprise apps > the app > Properties: set \"Enabled for users to " +
				"sign-in?\" to Yes; or register an app of your own and name it with --client-id"},
		{[]string{"AADSTS50105"}, "the account isn't assigned to the app",
			"Entra admin center > Entra ID > Enterprise apps > the app > Users and groups: add the account; or set " +
				"Properties > \"Assignment required?\" to No; or name an app of your own with --client-id"},
		{[]string{"AADSTS50020", "AADSTS50034", "AADSTS51004"}, "the account isn't in the tenant",
			"sign in with an account of this tenant, or check --tenant and --cloud"},
		{[]string{"AADSTS90002", "AADSTS900023"}, "there is no such tenant",
			"check --tenant (a domain or a GUID) and --cloud"},
		{[]string{"AADSTS7000215", "AADSTS7000216"}, "the client secret is wrong",
			"give the secret's value, not its id"},
		{[]string{"AADSTS7000222"}, "the client secret has expired",
			"make a new one, or better a certificate or a federated credential"},
		{[]string{"AADSTS700027"}, "the certificate is another one",
			"upload it to the app registration, Certificates & secrets, or use the one that is there and hasn't " +
				"expired"},
		{[]string{"AADSTS70043", "AADSTS700082", "AADSTS50173", "AADSTS700084"}, "the sign-in has expired",
			"sign in again (az login for --auth cli)"},
		{[]string{"AADSTS700024", "AADSTS700021", "AADSTS70021", "AADSTS700211", "AADSTS700213"},
			"the federated token matches no federated credential",
			"compare issuer, subject and audience of the app's federated credential, and the token's lifetime"},
		{[]string{"AADSTS7000218"}, "the app is no public client",
			"its app registration > Authentication: set \"Allow public client flows\" to Yes"},
		{[]string{"AADSTS50011", "AADSTS500113"}, "the app lacks the redirect URI",
			"its app registration > Authentication: add http://localhost under \"Mobile and desktop applications\""},
	}
}

// codeHint says what to do about an error of Entra.
func codeHint(code, method string) string {
	for _, r := range Refusals() {
		if slices.Contains(r.Codes, code) {
			return r.About + ": " + r.Fix
		}
	}
	return methodHint(method)
}
