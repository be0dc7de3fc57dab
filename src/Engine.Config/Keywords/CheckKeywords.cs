using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of sections about health checks (CFG 4.2, 5.3).</summary>
internal static class CheckKeywords
{
    private const SectionSet Server = SectionSet.ServerSide;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Kind("httpchk", Grammar.Of(Argument.Text("METHOD").OrNone(), Argument.Text("URI").OrNone(), Argument.Text("VERSION").OrNone(), Argument.Text("HOST").OrNone()), "Checks servers by an HTTP request: option httpchk [[METHOD] URI [VERSION [HOST]]]."),
        Kind("tcp-check", Grammar.None, "Checks servers by the script of the tcp-check lines."),
        Kind("redis-check", Grammar.None, "Checks Redis servers."),
        Kind("mysql-check", Grammar.Of(Argument.Text("NAME").After("user"), Argument.Choice("post-41", "pre-41").OrNone()), "Checks MySQL servers, with a login when a user is named."),
        Kind("pgsql-check", Grammar.Of(Argument.Text("NAME").After("user")), "Checks PostgreSQL servers."),
        Kind("smtpchk", Grammar.Of(Argument.Text("HELO|EHLO").OrNone(), Argument.Text("DOMAIN").OrNone()), "Checks SMTP servers."),
        Kind("ldap-check", Grammar.None, "Checks LDAP servers by an anonymous bind."),
        Kind("ssl-hello-chk", Grammar.None, "Checks that servers answer an SSLv3 hello."),
        Kind("spop-check", Grammar.None, "Checks that servers speak SPOP."),
        Kind("external-check", Grammar.None, "Checks servers by a command."),
        Flag("log-health-checks", "Logs every check that changes something."),

        Http("comment", "What is said when the next step fails."),
        Http("connect", "Opens a connection of the script."),
        Http("disable-on-404", "Takes a 404 as: up, but no new load."),
        Http("expect", "What the answer must, or must not, be."),
        Http("send", "The request of a step."),
        Http("send-state", "Tells servers what is thought of them."),
        Http("set-var", "Sets a variable of the check."),
        Http("set-var-fmt", "Sets a variable of the check from a format."),
        Http("unset-var", "Forgets a variable of the check."),
        Row.Built("http-check", Server, Grammar.Free, "A step of HTTP checks.", CheckLines.BuildHttp),
        Tcp("comment", "What is said when the next step fails."),
        Tcp("connect", "Opens a connection of the script."),
        Tcp("expect", "What must, or must not, come."),
        Tcp("send", "Sends text."),
        Tcp("send-lf", "Sends text made from a format."),
        Tcp("send-binary", "Sends bytes written as hexadecimal digits."),
        Tcp("send-binary-lf", "Sends bytes whose digits are made from a format."),
        Tcp("set-var", "Sets a variable of the check."),
        Tcp("set-var-fmt", "Sets a variable of the check from a format."),
        Tcp("unset-var", "Forgets a variable of the check."),
        Row.Built("tcp-check", Server, Grammar.Free, "A step of TCP checks.", CheckLines.BuildTcp),

        Row.Built("external-check command", Server, Grammar.Of(Argument.Text("PATH")), "The command of 'option external-check'.", static (p, c) => p.Proxy.Health.ExternalCommand = c.Text()),
        Row.Built("external-check path", Server, Grammar.Of(Argument.Text("PATHS")), "PATH of that command.", static (p, c) => p.Proxy.Health.ExternalPath = c.Text()),
        Row.Built("load-server-state-from-file", Server, Grammar.Of(Argument.Choice("global", "local", "none")), "Where servers' states of before the start are read from.", static (p, c) => p.Proxy.Health.StateSource = SourceOf(c.Text())),
        Row.Built("server-state-file-name", Server, Grammar.Of(Argument.Text("PATH").OrNone()), "The section's own file of servers' states; named after the section unless written.", static (p, c) => p.Proxy.Health.StateFileName = c.Values.Count == 0 || c.Text() == "use-backend-name" ? "" : c.Text()),
    ];

    private static Keyword<ProxyBuilder> Kind(string name, Grammar grammar, string summary) =>
        Row.Built("option " + name, Server, grammar, summary, (p, c) => CheckLines.Choose(p, c, name)) with { Negation = Negation.NoAndDefault };

    private static Keyword<ProxyBuilder> Flag(string name, string summary) =>
        Row.Built("option " + name, Server, Grammar.None, summary, (p, c) => p.SetOption(name, c.Prefix)) with { Negation = Negation.NoAndDefault };

    private static Keyword<ProxyBuilder> Http(string action, string summary) => Row.Built("http-check " + action, Server, Grammar.Free, summary, CheckLines.BuildHttp);

    private static Keyword<ProxyBuilder> Tcp(string action, string summary) => Row.Built("tcp-check " + action, Server, Grammar.Free, summary, CheckLines.BuildTcp);

    private static StateSource SourceOf(string word) => word switch
    {
        "global" => StateSource.Global,
        "local" => StateSource.Local,
        _ => StateSource.None,
    };
}
