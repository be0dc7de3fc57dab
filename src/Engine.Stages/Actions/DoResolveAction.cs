using System;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.DomainNames;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Resolving;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Actions;

/// <summary>
/// <c>do-resolve(VARIABLE,RESOLVERS[,ipv4|ipv6]) EXPRESSION</c>: the exchange waits until the host's address is known, or known not
/// to be; then the variable is not set (CFG 4.4).
/// </summary>
internal sealed class DoResolveAction(VariableName variable, string resolvers, bool prefersIPv4, SamplePlan host) : RuleAction
{
    /// <summary>What no configuration of name servers needs; the resolution itself ends much earlier.</summary>
    private const int WaitMsMax = 60_000;

    internal static RuleAction? Create(RuleArguments arguments)
    {
        string[] inside = arguments.InParentheses;
        bool hasFamily = inside.Length == 3;
        if (inside.Length is not (2 or 3) || (hasFamily && inside[2] is not ("ipv4" or "ipv6")))
        {
            arguments.RejectAction("'do-resolve' needs a variable and a resolvers section", "write it as do-resolve(txn.address,mydns,ipv4)");
            return null;
        }

        if (!arguments.Compiler.Variables.TryName(inside[0], out VariableName variable, out string error))
        {
            arguments.RejectAction(error, "write it as do-resolve(txn.address,mydns)");
        }
        else if (!arguments.Compiler.Names.Resolvers.Contains(inside[1]))
        {
            arguments.RejectAction($"there is no section 'resolvers {inside[1]}'", "write one, with nameserver lines");
        }

        SamplePlan? host = arguments.Sample(arguments.Action);
        arguments.ExpectEnd();
        return arguments.Failed ? null : new DoResolveAction(variable, inside[1], hasFamily && inside[2] == "ipv4", host!);
    }

    public override RuleVerdict Run(in SampleContext context)
    {
        Exchange exchange = context.Exchange;
        if (exchange.Settings.Lookup is not { } lookup)
        {
            return Begin(context);
        }

        if (!lookup.IsDone && exchange.RuleWait.WaitedMs < WaitMsMax)
        {
            return RuleVerdict.Pause(WaitMsMax);
        }

        Lookup.End(exchange);
        exchange.RuleWait.Reset();
        Set(context, lookup.Address);
        return RuleVerdict.Continue;
    }

    private RuleVerdict Begin(in SampleContext context)
    {
        Sample name = default;
        if (!host.TryEvaluate(context, SampleType.Text, ref name))
        {
            return RuleVerdict.Continue;
        }

        ReadOnlySpan<byte> text = name.Bytes.TrimEnd((byte)'.');
        if (AddressReader.TryRead(text, out UInt128 bits, out bool isIPv4))
        {
            Set(context, EndpointAddress.FromBits(bits, isIPv4, 0));
            return RuleVerdict.Continue;
        }

        string asked = Encoding.Latin1.GetString(text);
        if (!DnsQuestion.IsName(asked))
        {
            return RuleVerdict.Continue;
        }

        Lookup.Begin(context.Exchange, resolvers, asked, prefersIPv4);
        return RuleVerdict.Pause(context.Exchange.Settings.Lookup!.IsDone ? 1 : WaitMsMax);
    }

    private void Set(in SampleContext context, in EndpointAddress address)
    {
        Sample value = default;
        if (value.TrySet(address))
        {
            VariableAccess.TrySet(context, variable, value);
        }
    }
}
