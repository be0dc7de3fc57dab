using System;
using Engine.Config.Model;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>source ADDRESS[:PORT[-PORT]] [usesrc ADDRESS|client|clientip|hdr_ip(NAME[,OCCURRENCE])] [interface NAME]</c>, of sections and of server lines.</summary>
internal static class SourceLines
{
    public static readonly Grammar Grammar = Grammar.Of(
        Argument.Address(AddressRules.Source),
        Argument.Text("ADDRESS").After("usesrc"),
        Argument.Text("NAME").After("interface"));

    private const string HeaderFunction = "hdr_ip(";

    /// <summary>From the values of <see cref="Grammar"/>.</summary>
    public static SourceConfig Read(KeywordCall call)
    {
        AddressConfig address = call.Values[0].Addresses![0];
        UseSourceConfig? use = call.Find("usesrc") is { } written ? ReadUse(call, written) : null;
        if (use is not null && call.Find("interface") is { } device)
        {
            call.Error(device.Word, "'usesrc' and 'interface' exclude each other", "remove one of them");
        }

        if (use is not null && address.FirstPort != address.LastPort)
        {
            call.Error(call.Values[0].Word, "'usesrc' and a range of ports exclude each other", "write one port, or none");
        }

        return new SourceConfig(address, call.Find("interface")?.Text) { UseSource = use };
    }

    private static UseSourceConfig? ReadUse(KeywordCall call, ArgumentValue written)
    {
        switch (written.Text)
        {
            case "client":
                return new UseSourceConfig(UseSourceKind.Client, null, call.At, written.Word);
            case "clientip":
                return new UseSourceConfig(UseSourceKind.ClientAddress, null, call.At, written.Word);
        }

        if (written.Text.StartsWith(HeaderFunction, StringComparison.Ordinal))
        {
            return new UseSourceConfig(UseSourceKind.Header, null, call.At, written.Word);
        }

        if (AddressParser.TryParse(written.Text, AddressRules.Source, call.Context.Reader.Environment, out AddressConfig? address, out Text.ValueIssue? issue) && address!.FirstPort == address.LastPort)
        {
            return new UseSourceConfig(UseSourceKind.Address, address, call.At, written.Word);
        }

        string fix = "write client, clientip, hdr_ip(NAME) or an address";
        call.Error(written.Word, issue is null ? "'usesrc' takes one port, not a range" : $"'usesrc': {issue.Message}", issue?.Fix ?? fix);
        return null;
    }
}
