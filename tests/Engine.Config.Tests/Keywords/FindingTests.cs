using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>What the operator reads when something is wrong: the whole text, or cause and fix of single lines.</summary>
public sealed class FindingTests
{
    [Fact]
    public void AllErrorsOfAFile_AreFoundInOneRun() => Assert.Equal(
        """
        [ERROR] a.cfg:3:10: 'maxconn' takes a number, not 'many'
          3 |  maxconn many
            |          ^~~~
          help: write it as: maxconn CONNECTIONS
        [ERROR] a.cfg:6:2: unknown keyword 'bindd' in frontend section
          6 |  bindd :80
            |  ^~~~~
          help: did you mean 'bind'?
        [ERROR] a.cfg:7:10: unknown timeout 'clientt'
          7 |  timeout clientt 1s
            |          ^~~~~~~
          help: did you mean 'client'?
        [ERROR] a.cfg:8:2: 'log-steps' is known, but not supported yet
          8 |  log-steps all
            |  ^~~~~~~~~
        [WARNING] a.cfg:11:2: 'bind' ignored because backend 'b' has no frontend capability
          11 |  bind :81
             |  ^~~~
          help: move it to a frontend or listen section
        [ERROR] a.cfg:12:28: 'healthcheck' and 'socks4' are known, but not supported yet
          12 |  server s 10.0.0.1:80 id 1 healthcheck h socks4 10.0.0.2:1080
             |                            ^~~~~~~~~~~
        [ERROR] a.cfg:9:18: frontend 'f': there is no backend 'c' for 'default_backend'
          9 |  default_backend c
            |                  ^
          help: declare it: backend c
        [WARNING] a.cfg:4:1: frontend 'f' has no 'timeout client': connections that die silently are kept without end
          4 | frontend f
            | ^~~~~~~~
          help: set them, in a defaults section or here
        [WARNING] a.cfg:10:1: backend 'b' has no 'timeout connect' or 'timeout server': connections that die silently are kept without end
          10 | backend b
             | ^~~~~~~
          help: set them, in a defaults section or here
        6 errors, 3 warnings in a.cfg

        """,
        Configured.Read("""
        global
         daemon
         maxconn many
        frontend f
         bind :80
         bindd :80
         timeout clientt 1s
         log-steps all
         default_backend c
        backend b
         bind :81
         server s 10.0.0.1:80 id 1 healthcheck h socks4 10.0.0.2:1080
        """).Report);

    [Theory]
    [InlineData("bind", "'bind' needs a bind address | write it as: bind ADDRESS [OPTIONS]")]
    [InlineData("bind :81 tf", "unknown option 'tf' of 'bind' | did you mean 'tfo'?")]
    [InlineData("bind :81 mode 999", "'999' is not a mode | write permissions as octal digits, such as 660")]
    [InlineData("bind :81 ech tcp-md5sig x generate-certificates", "'ech', 'tcp-md5sig' and 'generate-certificates' are known, but not supported yet")]
    [InlineData("bind :81 ssl crt /x alpn h2,http/1.1", "warning: HTTP/2 is not spoken yet: 'h2' is not offered, and clients use HTTP/1.1")]
    [InlineData("bind :81 ssl crt /x npn h2", "warning: 'npn' is ignored: no client negotiates that way any more | write 'alpn'")]
    [InlineData("bind :81 ssl crt /x ssl-min-ver SSLv3", "SSLv3 is broken (RFC 7568) and not spoken | write TLSv1.2 or TLSv1.3")]
    [InlineData("bind :81 ssl crt /x ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.3 no-tlsv10 ciphers AES strict-sni no-tls-tickets prefer-client-ciphers", "")]
    [InlineData("bind :81 ssl crt /x verify maybe", "'verify' takes 'none', 'optional' or 'required', not 'maybe'")]
    [InlineData("bind :81 ssl crt /x allow-0rtt", "warning: 'allow-0rtt' has no effect: early data can be replayed by anybody, and is never accepted | remove it")]
    [InlineData("bind :81 ssl crt /x crt-ignore-err 10,X509_V_ERR_CERT_REVOKED,CRL_HAS_EXPIRED", "")]
    [InlineData("bind :81 ssl crt /x ca-ignore-err all crt-ignore-err soso", "'soso' is not a verification error | write numbers or names of them with commas, or 'all' (see: man X509_STORE_CTX_get_error)")]
    [InlineData("bind :81 process 1", "warning: 'process' has no effect: every thread accepts from every listener | remove it")]
    [InlineData("bind-process odd", "warning: 'bind-process' has no effect: all threads of the one process serve every section | remove it")]
    [InlineData("bind :81 maxconn", "'maxconn' needs a number | write it as: maxconn CONNECTIONS")]
    [InlineData("mode htp", "'mode' takes 'tcp' or 'http', not 'htp' | did you mean 'http'?")]
    [InlineData("mode health", "'mode health' is known, but not supported yet")]
    [InlineData("timeout client", "'timeout client' needs a time such as 10s | write it as: timeout client TIME")]
    [InlineData("timeout client 1s 2s", "unexpected argument '2s' of 'timeout client' | write it as: timeout client TIME")]
    [InlineData("timeout client 100d", "'timeout client': the time is too long: at most 2147483647 ms, about 24.8 days | leave the timeout out to wait without end")]
    [InlineData("timeout server 1s", "warning: 'timeout server' ignored because frontend 'x' has no backend capability | move it to a backend or listen section")]
    [InlineData("server a :80", "'server' cannot stand here because frontend 'x' has no backend capability | move it to a backend or listen section")]
    [InlineData("option httplgo", "unknown option 'httplgo' | did you mean 'httplog'?")]
    [InlineData("option", "'option' needs a further word")]
    [InlineData("dontlognull", "unknown keyword 'dontlognull' in frontend section | did you mean 'option dontlognull'?")]
    [InlineData("option forwardfor hedaer X", "unexpected argument 'hedaer' of 'option forwardfor' | did you mean 'header'?")]
    [InlineData("option forwardfor header", "'header' needs the argument NAME | write it as: option forwardfor [except NETWORK ...] [header NAME] [if-none]")]
    [InlineData("option forwardfor except 10.0.0.0/33", "'except': after the slash stands a prefix length of 0 to 32, or a mask such as 255.0.0.0 | write an address or network such as 10.0.0.0/8 or 2001:db8::/32")]
    [InlineData("no option forwardfor", "'no' cannot stand before 'option forwardfor' | it can stand before on/off options, 'log' and some keywords of the global section")]
    [InlineData("no option tcpka x", "'no option tcpka' takes no argument, but 'x' follows | remove it")]
    [InlineData("no option checkcache", "warning: 'option checkcache' ignored because frontend 'x' has no backend capability | move it to a backend or listen section")]
    [InlineData("no option socket-stats", "")]
    [InlineData("option socket-stats", "")]
    [InlineData("option http-tunnel", "'option http-tunnel' is no longer part of the language | remove the line: connections are kept and tunnels are found without it")]
    [InlineData("reqadd X:\\ y", "'reqadd' is no longer part of the language | write 'http-request add-header'")]
    [InlineData("daemon", "'daemon' cannot stand in a frontend section | it belongs in the global section")]
    [InlineData("capture request", "'capture request' needs a further word | it goes on with 'header'")]
    [InlineData("capture request header Host len 10", "'capture request header' is known, but not supported yet")]
    [InlineData("stats uri /x", "")]
    [InlineData("stats auth x", "'stats auth' needs a user and a password | write it as: stats auth USER:PASSWORD")]
    [InlineData("stats admin", "'stats admin' needs a condition | write it as: stats admin if CONDITION")]
    [InlineData("stats http-request redirect", "'redirect' cannot be an action of 'stats http-request' | write one of: allow, deny, auth")]
    [InlineData("filter-sequence request x", "'filter-sequence' is known, but not supported yet")]
    [InlineData("errorloc 302", "'errorloc' needs the argument URL | write it as: errorloc STATUS URL")]
    [InlineData("id 0", "'id' must be at least 1, not 0")]
    public void FrontendLines(string line, string finding) => Assert.Equal(finding, Configured.InFrontend(line));

    [Theory]
    [InlineData("bind :81", "warning: 'bind' ignored because backend 'x' has no frontend capability | move it to a frontend or listen section")]
    [InlineData("maxconn 5", "warning: 'maxconn' ignored because backend 'x' has no frontend capability | to limit servers, write maxconn on their lines; 'fullconn' is the load of the whole backend")]
    [InlineData("server", "'server' needs a name | write it as: server NAME ADDRESS [OPTIONS]")]
    [InlineData("server a", "'server' needs a server address | write it as: server NAME ADDRESS [OPTIONS]")]
    [InlineData("server a*b :80", "'*' cannot be part of a name | names have letters, digits, and the characters - _ . :")]
    [InlineData("server a :80 weight 300", "'weight' must be between 0 and 256, not 300")]
    [InlineData("server a :80 wieght 3", "unknown option 'wieght' of 'server' | did you mean 'weight'?")]
    [InlineData("server a :80 no-ssl no-check", "")]
    [InlineData("default-server", "'default-server' needs options | write what following server lines have in common, such as: default-server maxconn 100")]
    [InlineData("default-server id 5", "'id' cannot be a default: servers cannot share a number | write it on the server line")]
    [InlineData("balance leastcon", "unknown balancing algorithm 'leastcon' | did you mean 'leastconn'?")]
    [InlineData("balance leastconn", "'balance leastconn' is known, but not supported yet")]
    [InlineData("balance random(2", "missing ')' after the argument of 'random'")]
    [InlineData("http-reuse sometimes", "'http-reuse' takes 'never', 'safe', 'aggressive' or 'always', not 'sometimes'")]
    [InlineData("retries -1", "'retries' must be at least 0, not -1")]
    [InlineData("source 10.0.0.1 usesrc clientip interface eth0", "'usesrc' and 'interface' exclude each other | remove one of them")]
    public void BackendLines(string line, string finding) => Assert.Equal(finding, Configured.InBackend(line));

    [Theory]
    [InlineData("bind :80", "error 1: 'bind' stands outside of any section (begin with a section, such as 'global', 'defaults' or 'frontend NAME')")]
    [InlineData("fronted f", "error 1: 'fronted' stands outside of any section (did you mean 'frontend'?)")]
    [InlineData("frontend", "error 1: 'frontend' needs a name (write it as: frontend NAME)")]
    [InlineData("frontend a*b", "error 1: '*' cannot be part of a name (names have letters, digits, and the characters - _ . :)")]
    [InlineData("listen l :80", "error 1: unexpected ':80' behind the name (write the address on a line of its own: bind :80)")]
    [InlineData("backend b from", "error 1: 'from' needs the name of a defaults section")]
    [InlineData("fcgi-app p\n docroot /", "error 1: the section 'fcgi-app' is known, but not supported yet")]
    [InlineData("program p\n command x", "error 1: 'program' is no longer part of the language (let the service manager start other programs)")]
    [InlineData("global g", "error 1: 'global' takes no name, but 'g' follows (remove it)")]
    public void SectionLines(string text, string finding) => Assert.Equal(finding, Configured.Read(text).Messages()[0]);

    [Fact]
    public void MisspelledSection_IsReadAsTheOneMeant_SoThatItsLinesAreNotFaultedToo()
    {
        Configured read = Configured.Read(Configured.Timeouts + "backend b\nfrontent f\n bind :80\n default_backend b\n");
        Assert.Equal(["error 7: unknown keyword 'frontent' (did you mean 'frontend'?)"], read.Messages());
    }
}
