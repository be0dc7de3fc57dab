using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.ProxyProtocol;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary>Compiles what servers are told about clients; last, since formats may name anything.</summary>
internal static class ProxyHeaderCompiler
{
    internal static void Compile(IReadOnlyList<ServerConfig> written, ServerCompiler servers, ExpressionCompiler expressions)
    {
        foreach (ServerConfig server in written)
        {
            if (server.ProxyHeader is { Version: > 0 } header && servers.PlanOf(server) is { } plan)
            {
                plan.ProxyHeader = Compile(header, expressions);
            }
        }
    }

    private static ProxyHeaderPlan Compile(ProxyHeaderConfig header, ExpressionCompiler expressions)
    {
        ProxyHeaderOptions options = ProxyHeaderOptions.None;
        foreach (string option in header.Options)
        {
            options |= OptionOf(option);
        }

        List<(byte, LogFormatPlan)> fields = [];
        foreach (ProxyFieldConfig field in header.Fields)
        {
            if (expressions.Format(field.Where, field.FormatWord, RulePoints.UseServer, FormatUse.Text) is { } format)
            {
                fields.Add((field.Type, format));
            }
        }

        return new ProxyHeaderPlan { Version = header.Version, Options = options, Fields = [.. fields] };
    }

    private static ProxyHeaderOptions OptionOf(string word) => word switch
    {
        "ssl" => ProxyHeaderOptions.Ssl,
        "cert-cn" => ProxyHeaderOptions.CommonName,
        "ssl-cipher" => ProxyHeaderOptions.Cipher,
        "cert-sig" => ProxyHeaderOptions.Signature,
        "cert-key" => ProxyHeaderOptions.Key,
        "authority" => ProxyHeaderOptions.Authority,
        "crc32c" => ProxyHeaderOptions.Crc32c,
        _ => ProxyHeaderOptions.UniqueId,
    };
}
