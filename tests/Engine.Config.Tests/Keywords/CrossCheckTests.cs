using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>What can be judged only when all sections are known.</summary>
public sealed class CrossCheckTests
{
    [Fact]
    public void UnknownBackend_SuggestsTheNearest() => Assert.Equal(
        "frontend 'x': there is no backend 'web-srv' for 'default_backend' | did you mean 'web-svr'?",
        Configured.InFrontend("default_backend web-srv\nbackend web-svr"));

    [Fact]
    public void UnknownBackendOfUseBackend_IsFoundToo() => Assert.Equal(
        "frontend 'x': there is no backend 'api' for 'use_backend' | declare it: backend api",
        Configured.InFrontend("use_backend api"));

    [Fact]
    public void Frontend_CannotBeATarget() => Assert.Equal(
        "frontend 'x': 'y' is a frontend and cannot be the target of 'default_backend' | name a backend or listen section",
        Configured.InFrontend("default_backend y\nfrontend y\n bind :81"));

    [Fact]
    public void ListenSection_CanBeATarget() => Assert.Equal("", Configured.InFrontend("default_backend y\nlisten y\n bind :81"));

    [Fact]
    public void Modes_MustAgree() => Assert.Equal(
        "frontend 'x' is in mode http, but backend 'b' (line 9) is in mode tcp | give both the same mode",
        Configured.InFrontend("default_backend b\nbackend b\n mode tcp"));

    [Fact]
    public void TcpFrontendWithAnHttpBackend_IsKnownButNotSupported() => Assert.Equal(
        "handing connections of frontend 'x' (mode tcp) to backend 'b' (mode http) is known, but not supported yet",
        Configured.InFrontend("mode tcp\n default_backend b\nbackend b"));

    [Fact]
    public void HttpOnlyLines_AreWarnedAbout_InModeTcp()
    {
        const string rest = " ignored for frontend 'x', which is in mode tcp | write 'mode http' in this section or in its defaults";
        Assert.Equal(
            "warning: 'http-request' rules" + rest + "\nwarning: 'option forwardfor'" + rest + "\nwarning: 'monitor-uri'" + rest,
            Configured.InFrontend("mode tcp\n http-request set-header X y\n option forwardfor\n monitor-uri /x"));
    }

    [Fact]
    public void Names_AreUniqueAmongFrontends_AndAmongBackends()
    {
        Configured read = Configured.Read(Configured.Timeouts + """
            backend a
            backend a
            frontend a
             bind :80
            listen a
             bind :81
            """);
        Assert.Equal(
            [
                "error 7: backend 'a' has the same name as the backend on line 6 (rename one of them)",
                "warning 8: frontend 'a' has the same name as the backend on line 6 (rename one of them: HAProxy 3.3 and later refuse this)",
                "error 10: listen 'a' has the same name as the frontend on line 8 (rename one of them)",
            ],
            read.Messages());
    }

    [Fact]
    public void NamesakesOfTwoKinds_CannotBothHaveAStickTable()
    {
        Configured read = Configured.Read(Configured.Timeouts + """
            backend a
             stick-table type ip size 1k
            frontend a
             bind :80
             stick-table type ip size 1k
            """);
        Assert.Equal(["error 10: the table of frontend 'a' has the same name as that of the backend on line 6 (rename one of the two sections)"], read.Messages());
    }

    [Fact]
    public void Names_AreCaseSensitive() => Configured.Valid(Configured.Timeouts + "backend a\nbackend A\n");

    [Fact]
    public void Servers_HaveTheirOwnNamesAndNumbers() => Assert.Equal(
        "server 's' is declared twice in backend 'x' | line 7 has the same name: rename one of them\n"
        + "the id 5 of server 't' is already that of server 's' | choose another number",
        Configured.InBackend("server s :80 id 5\n server s :81\n server t :82 id 5"));

    [Fact]
    public void Ids_AreUniqueAmongSections() => Assert.Equal(
        "the id 5 of backend 'y' is already that of backend 'x' | choose another number",
        Configured.InBackend("id 5\nbackend y\n id 5"));

    [Fact]
    public void FrontendWithoutBind_IsWarnedAbout_UnlessDisabled()
    {
        Assert.Equal(["warning 6: frontend 'x' has no 'bind' line, so it takes no connection (add one, such as: bind *:80)"], Configured.Read(Configured.Timeouts + "frontend x\n").Messages());
        Configured.Valid(Configured.Timeouts + "frontend x\n disabled\n");
    }

    [Fact]
    public void FrontendWithAFaultyBind_IsNotWarnedAboutAsWell() => Assert.Equal(
        ["error 7: 'ech' is known, but not supported yet"],
        Configured.Read(Configured.Timeouts + "frontend x\n bind :443 ech\n").Messages());

    [Fact]
    public void MissingTimeouts_AreWarnedAbout_WhereTheyCount()
    {
        Configured read = Configured.Read("""
            frontend f
             bind :80
            backend b
             timeout connect 1s
             server s :80
            listen only-client-side
             bind :81
             timeout client 1s
            listen l
             bind :82
             server s :80
            """);
        const string rest = ": connections that die silently are kept without end (set them, in a defaults section or here)";
        Assert.Equal(
            [
                "warning 1: frontend 'f' has no 'timeout client'" + rest,
                "warning 3: backend 'b' has no 'timeout server'" + rest,
                "warning 9: listen 'l' has no 'timeout client', 'timeout connect' or 'timeout server'" + rest,
            ],
            read.Messages());
    }

    [Fact]
    public void RuleOrder_IsWarnedAbout() => Assert.Equal(
        ["warning 9: this 'http-request' rule stands behind a 'use_backend' rule (line 8), but is evaluated before it (write the rules in the order in which they are evaluated)"],
        Configured.Read(Configured.Frontend(" use_backend b\n http-request set-header X y\nbackend b")).Messages());
}
