package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
)

// playPowerShell evaluates as much of PowerShell as the script for an app uses, of the tree that tree-sitter parses. It
// throws at anything else. A line of standard input is {script, args, server}, a line of output what it ended with.
const playPowerShell = `
const {Parser, Language} = require('web-tree-sitter');
class Flow { constructor(kind, value) { this.kind = kind; this.value = value; } }
const list = v => v === null || v === undefined ? [] : Array.isArray(v) ? v : [v];
const one = all => all.length === 0 ? null : all.length === 1 ? all[0] : all;
const truth = v => Array.isArray(v) ? v.length > 1 || v.length === 1 && truth(v[0]) : Boolean(v);
class Play {
	constructor(server, args) { this.server = server; this.functions = {}; this.vars = [{true: true, false: false, null: null,
		MyInvocation: {MyCommand: {Name: 'app.ps1'}}}]; this.args = args; }
	get(name) {
		name = name.replace(/^\$\{?|\}$/g, '');
		for (let i = this.vars.length - 1; i >= 0; i--) if (name in this.vars[i]) return this.vars[i][name];
		throw new Error('$' + name + ' is not set');
	}
	set(name, value) { this.vars[this.vars.length - 1][name.replace(/^\$/, '')] = value; }
	async params(node, given) {
		for (const p of node.descendantsOfType('script_parameter')) {
			const name = p.namedChildren.find(c => c.type === 'variable').text.slice(1);
			const byDefault = p.namedChildren.find(c => c.type === 'script_parameter_default');
			const text = /\[string\]/.test(p.text), on = /\[switch\]/.test(p.text);
			let value = given[name];
			if (value === undefined && byDefault) value = await this.run(byDefault.namedChildren[0]);
			if (/\[guid\]/.test(p.text) && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) throw new Error('no guid: ' + value);
			this.set(name, value === undefined ? (on ? false : text ? '' : null) : value);
		}
	}
	async block(node) { // of statements: what they put out
		const out = [];
		for (const c of node.namedChildren) out.push(...list(await this.run(c)));
		return one(out);
	}
	async string(n) {
		if (n.type === 'verbatim_string_characters') return n.text.slice(1, -1).replaceAll("''", "'");
		let out = '', at = n.startIndex + 1;
		const plain = to => { out += this.text.slice(at, to).replace(/` + "`" + `(.)/g, '$1'); };
		for (const c of n.namedChildren) {
			plain(c.startIndex);
			const v = await this.run(c);
			out += v === null || v === undefined ? '' : Array.isArray(v) ? v.join(' ') : String(v);
			at = c.endIndex;
		}
		plain(n.endIndex - 1);
		return out;
	}
	async invoke(f, given) {
		this.vars.push({});
		try { await this.params(f, given); return await this.block(f.namedChildren.find(c => c.type === 'script_block')); }
		catch (e) { if (e instanceof Flow && e.kind === 'return') return e.value; throw e; }
		finally { this.vars.pop(); }
	}
	async command(n, input) {
		const name = n.namedChildren[0].text, given = {}, loose = [];
		let parameter = null;
		for (const e of (n.namedChildren[1] || {namedChildren: []}).namedChildren) {
			if (e.type === 'command_argument_sep') continue;
			if (e.type === 'command_parameter') { if (parameter) given[parameter] = true; parameter = e.text.slice(1); continue; }
			const v = e.type === 'generic_token' ? e.text : await this.run(e);
			if (parameter) given[parameter] = v; else loose.push(v);
			parameter = null;
		}
		if (parameter) given[parameter] = true;
		const each = async block => {
			const out = [];
			for (const v of list(input)) {
				this.vars.push({_: v});
				out.push([v, await this.block(block.namedChildren[0])]);
				this.vars.pop();
			}
			return out;
		};
		const f = this.functions[name];
		if (f) {
			const names = f.descendantsOfType('script_parameter').map(p => p.namedChildren.find(c => c.type === 'variable').text.slice(1));
			loose.forEach((v, i) => given[names[i]] = v);
			return this.invoke(f, given);
		}
		switch (name) {
		case 'Write-Host': case 'Out-Null': case 'Start-Sleep': return null;
		case 'Connect-MgGraph': this.scopes = given.Scopes; return null;
		case 'ConvertTo-Json': return JSON.stringify(loose[0]);
		case 'ForEach-Object': return one((await each(loose[0])).flatMap(([, v]) => list(v)));
		case 'Where-Object': return one((await each(loose[0])).filter(([, v]) => truth(v)).map(([v]) => v));
		case 'Resolve-Path': return {Path: given.LiteralPath};
		case 'Invoke-MgGraphRequest': return this.request(given);
		}
		throw new Error(name + ' is no command');
	}
	async request(given) {
		const known = ['Method', 'Uri', 'Body', 'ContentType', 'Headers'];
		for (const k of Object.keys(given)) if (!known.includes(k)) throw new Error('-' + k);
		const writes = given.Method !== 'GET';
		const may = {app: /^v1.0\/applications/, service: /^v1.0\/servicePrincipals$/}, s = this.scopes || [];
		const needed = !writes ? /^Application\.Read(Write)?\.All$/ : /appRoleAssignments$/.test(given.Uri) ? /^AppRoleAssignment\.ReadWrite\.All$/ :
			/oauth2PermissionGrants/.test(given.Uri) ? /^DelegatedPermissionGrant\.ReadWrite\.All$/ : /^Application\.ReadWrite\.All$/;
		if (!s.some(x => needed.test(x))) throw new Error(given.Method + ' ' + given.Uri + ' without a scope for it: ' + s);
		const answer = await fetch(this.server + '/' + given.Uri, {method: given.Method, body: given.Body,
			headers: {...given.Headers, 'Content-Type': given.ContentType || 'application/json'}});
		if (!answer.ok) throw new Error(given.Method + ' ' + given.Uri + ': ' + answer.status);
		const text = await answer.text();
		return text ? JSON.parse(text) : null;
	}
	member(v, name) {
		if (v === null || v === undefined) return null;
		if (name === 'Keys') return Object.keys(v);
		if (name === 'Values') return Object.values(v);
		return Array.isArray(v) ? one(v.map(x => x[name]).filter(x => x !== undefined)) : v[name] === undefined ? null : v[name];
	}
	async run(n) {
		const kids = n.namedChildren.filter(c => c.type !== 'comment');
		switch (n.type) {
		case 'comment': case 'empty_statement': case 'param_block': return null;
		case 'function_statement': this.functions[kids[0].text] = n; return null;
		case 'statement_list': case 'statement_block': case 'script_block': case 'script_block_body': return this.block(n);
		case 'pipeline':
			if (kids.length !== 1) throw new Error('pipeline: ' + n.text);
			return this.run(kids[0]);
		case 'pipeline_chain': {
			let v = kids[0].type === 'command' ? await this.command(kids[0]) : await this.run(kids[0]);
			for (const c of kids.slice(1)) v = await this.command(c, v);
			return v;
		}
		case 'logical_expression': case 'bitwise_expression': case 'additive_expression': case 'multiplicative_expression':
		case 'format_expression': case 'range_expression': case 'unary_expression':
			if (kids.length !== 1) throw new Error(n.type + ': ' + n.text);
			return this.run(kids[0]);
		case 'command': return this.command(n);
		case 'assignment_expression':
			if (kids[1].text !== '=') throw new Error(n.text);
			this.set(kids[0].text, await this.run(kids[2]));
			return null;
		case 'variable': return n.text === '$_' ? this.get('_') : this.get(n.text);
		case 'string_literal': return this.string(kids[0]);
		case 'script_block_expression': return n;
		case 'integer_literal': return Number(n.text);
		case 'sub_expression': case 'parenthesized_expression': return this.block(n);
		case 'array_expression': return list(await this.block(n));
		case 'array_literal_expression': {
			const all = [];
			for (const c of kids) all.push(await this.run(c));
			return all.length > 1 ? all : all[0];
		}
		case 'hash_literal_expression': {
			const h = {};
			for (const e of n.descendantsOfType('hash_entry')) {
				if (e.parent.parent.id !== n.id) continue;
				const key = e.namedChildren[0].namedChildren[0];
				h[key.type === 'simple_name' ? key.text : await this.run(key)] = await this.run(e.namedChildren[1]);
			}
			return h;
		}
		case 'cast_expression': return this.run(kids[kids.length - 1]);
		case 'expression_with_unary_operator':
			if (n.text.startsWith('-not ')) return !truth(await this.run(kids[kids.length - 1]));
			return this.run(kids[kids.length - 1]);
		case 'member_access': return this.member(await this.run(kids[0]), kids[1].text);
		case 'element_access': return (await this.run(kids[0]))[await this.run(kids[1])];
		case 'comparison_expression': {
			if (kids.length === 1) return this.run(kids[0]);
			const a = await this.run(kids[0]), b = await this.run(kids[2]);
			switch (kids[1].text) {
			case '-in': return list(b).includes(a);
			case '-eq': return a === b;
			case '-join': return list(a).join(b);
			}
			throw new Error(kids[1].text);
		}
		case 'invokation_expression': {
			const text = n.text;
			if (/^\[Convert\]::ToBase64String\(\$public\.RawData\)$/.test(text)) return this.get('public').RawData;
			if (/X509Certificate2\]::new\(\(Resolve-Path -LiteralPath \$Certificate\)\.Path\)$/.test(text)) {
				const pem = require('fs').readFileSync(this.get('Certificate'), 'utf8'); // as .NET reads the first certificate
				return {RawData: pem.match(/-----BEGIN CERTIFICATE-----([^-]*)/)[1].replace(/\s/g, '')};
			}
			throw new Error(text);
		}
		case 'if_statement': {
			if (truth(await this.run(kids[0]))) return this.run(kids[1]);
			return kids[2] ? this.run(kids[2].namedChildren[0]) : null;
		}
		case 'foreach_statement': {
			const out = [];
			for (const v of list(await this.run(kids[1]))) {
				this.set(kids[0].text, v);
				try { out.push(...list(await this.run(kids[2]))); }
				catch (e) { if (!(e instanceof Flow) || e.kind !== 'continue') throw e; }
			}
			return one(out);
		}
		case 'try_statement':
			try { return await this.run(kids[0]); }
			catch (e) {
				if (e instanceof Flow) throw e;
				return this.run(kids[1].namedChildren[0].namedChildren.find(c => c.type === 'statement_block'));
			}
		case 'flow_control_statement': {
			const kind = n.text.match(/^\w+/)[0];
			const value = kids[0] ? await this.run(kids[0]) : null;
			if (kind === 'throw') throw new Error(value);
			throw new Flow(kind, value);
		}
		}
		throw new Error(n.type + ' is not known: ' + n.text);
	}
	async start(root, text) {
		this.text = text;
		this.vars.push({});
		const block = root.namedChildren.find(c => c.type === 'param_block');
		for (const name of Object.keys(this.args)) if (!block.text.includes('$' + name)) throw new Error('no parameter ' + name);
		if (/Mandatory/.test(block.text) && Object.keys(this.args).length === 0) throw new Error('a parameter is mandatory');
		await this.params(block, this.args);
		try { await this.block(root); } catch (e) { if (!(e instanceof Flow) || e.kind !== 'return') throw e; }
	}
}
(async () => {
	await Parser.init();
	const parser = new Parser();
	parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));
	for await (const line of require('readline').createInterface({input: process.stdin})) {
		const {Script, Args, Server} = JSON.parse(line);
		let said = '';
		try { await new Play(Server, Args).start(parser.parse(Script).rootNode, Script); } catch (e) { said = String(e && e.message || e); }
		console.log(JSON.stringify(said));
	}
})().catch(e => { console.error(e); process.exit(1); });
`

// player plays scripts for PowerShell against a server.
func player(t *testing.T) func(script, server string, args map[string]any) error {
	t.Helper()
	parsed(t, "") // skips where there is nothing to play with
	cmd := exec.Command("node", "--liftoff-only", "-e", playPowerShell)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	var mu sync.Mutex
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	return func(script, server string, args map[string]any) error {
		mu.Lock()
		defer mu.Unlock()
		line, err := json.Marshal(map[string]any{"Script": script, "Server": server, "Args": args})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Write(append(line, '\n')); err != nil {
			t.Fatal(err)
		}
		var said string
		if !lines.Scan() {
			t.Fatal("the player ended")
		}
		if err := json.Unmarshal(lines.Bytes(), &said); err != nil {
			t.Fatal(err)
		}
		if said != "" {
			return errors.New(said)
		}
		return nil
	}
}
