using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Text;

namespace Engine.IO.Tls;

/// <summary>The name of a subject or issuer (X.501): parts in the order of the certificate.</summary>
public sealed class DistinguishedName
{
    /// <summary>OpenSSL's short names.</summary>
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "title",
        ["2.5.4.13"] = "description",
        ["2.5.4.15"] = "businessCategory",
        ["2.5.4.17"] = "postalCode",
        ["2.5.4.41"] = "name",
        ["2.5.4.42"] = "GN",
        ["2.5.4.43"] = "initials",
        ["2.5.4.46"] = "dnQualifier",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    private readonly List<(string Name, byte[] Value)> _parts = [];

    private DistinguishedName()
    {
    }

    /// <summary>"/C=FR/O=Acme/CN=name".</summary>
    public byte[] OneLine { get; private set; } = [];

    /// <summary>"CN=name,O=Acme,C=FR" (RFC 2253), special characters escaped.</summary>
    public byte[] Rfc2253 { get; private set; } = [];

    /// <summary>The n-th value of a part ("CN", "OU"); from the end when negative. Empty when there is none.</summary>
    /// <param name="occurrence">Not 0.</param>
    public byte[] Find(string part, int occurrence)
    {
        List<byte[]> values = [];
        foreach ((string name, byte[] value) in _parts)
        {
            if (name.Equals(part, StringComparison.OrdinalIgnoreCase))
            {
                values.Add(value);
            }
        }

        int index = occurrence < 0 ? values.Count + occurrence : occurrence - 1;
        return index >= 0 && index < values.Count ? values[index] : [];
    }

    internal static DistinguishedName Read(byte[] der)
    {
        DistinguishedName name = new();
        AsnReader sets = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        while (sets.HasData)
        {
            AsnReader set = sets.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                AsnReader part = set.ReadSequence();
                string oid = part.ReadObjectIdentifier();
                name._parts.Add((ShortNames.GetValueOrDefault(oid, oid), ValueOf(part)));
            }
        }

        name.Write();
        return name;
    }

    private static byte[] ValueOf(AsnReader part)
    {
        Asn1Tag tag = part.PeekTag();
        if (tag.TagClass != TagClass.Universal)
        {
            return part.ReadEncodedValue().ToArray();
        }

        UniversalTagNumber kind = (UniversalTagNumber)tag.TagValue;
        return kind is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
                or UniversalTagNumber.T61String or UniversalTagNumber.BMPString or UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString
            ? Encoding.UTF8.GetBytes(part.ReadCharacterString(kind))
            : part.ReadEncodedValue().ToArray();
    }

    private void Write()
    {
        List<byte> line = [];
        List<byte> modern = [];
        foreach ((string name, byte[] value) in _parts)
        {
            line.AddRange(Encoding.ASCII.GetBytes("/" + name + "="));
            line.AddRange(value);
        }

        for (int i = _parts.Count - 1; i >= 0; i--)
        {
            modern.AddRange(Encoding.ASCII.GetBytes((modern.Count == 0 ? "" : ",") + _parts[i].Name + "="));
            Escape(_parts[i].Value, modern);
        }

        OneLine = [.. line];
        Rfc2253 = [.. modern];
    }

    /// <summary>RFC 2253 section 2.4.</summary>
    private static void Escape(byte[] value, List<byte> into)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bool atEdge = (value[i] == ' ' && (i == 0 || i == value.Length - 1)) || (value[i] == '#' && i == 0);
            if (atEdge || ",+\"\\<>;"u8.IndexOf(value[i]) >= 0)
            {
                into.Add((byte)'\\');
            }

            into.Add(value[i]);
        }
    }
}
