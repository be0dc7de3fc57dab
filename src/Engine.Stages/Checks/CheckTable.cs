using System.Collections.Generic;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Kinds of health checks, by the name behind <c>option</c>.</summary>
internal static class CheckTable
{
    internal static IReadOnlyList<CheckRow> Rows =>
    [
        new("httpchk", "An HTTP request, and what its answer must be.", HttpCheck.Create),
        new("tcp-check", "A script of bytes sent and expected.", TcpCheck.Create),
        new("redis-check", "PING and PONG.", RedisCheck.Create),
        new("mysql-check", "A greeting, and a login where a user is named.", MysqlCheck.Create),
        new("pgsql-check", "A startup message.", PgsqlCheck.Create),
        new("smtpchk", "A greeting, a hello and a goodbye.", SmtpCheck.Create),
        new("ldap-check", "An anonymous bind.", LdapCheck.Create),
        new("ssl-hello-chk", "A hello of SSLv3.", SslHelloCheck.Create),
        new("spop-check", "A hello of the stream processing protocol.", SpopCheck.Create),
        new("external-check", "A command.", ExternalCheck.Create),
        new("agent", "The line of an agent beside a server (agent-check).", AgentCheck.Create),
    ];
}
