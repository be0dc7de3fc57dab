using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>
/// A stand for tables of converters. Set are: <c>txn.v</c> abcdef, <c>txn.n</c> the number 7, <c>txn.empty</c> nothing,
/// <c>txn.ip</c> the address 127.0.0.1, <c>txn.key</c> "secret" in base64, <c>txn.secret</c> "secret", <c>txn.alg</c> HS256.
/// </summary>
public sealed class ConverterStand : IDisposable
{
    private readonly SampleStand _stand;

    public ConverterStand()
        : this(null)
    {
    }

    internal ConverterStand(IReadOnlyDictionary<string, string>? files)
    {
        _stand = new SampleStand(files: files);
        Set("txn.v", "abcdef");
        Set("txn.n", static (ref Sample sample) => sample.Set(7L));
        Set("txn.empty", "");
        Set("txn.ip", static (ref Sample sample) => sample.SetIPv4(0x7f000001));
        Set("txn.key", "c2VjcmV0");
        Set("txn.secret", "secret");
        Set("txn.alg", "HS256");
    }

    private delegate void Setter(ref Sample sample);

    /// <summary>What an expression prints; null for no value.</summary>
    public string? Text(string expression) => _stand.Text(expression);

    internal Answer? Evaluate(string expression) => _stand.Evaluate(expression);

    public void Set(string variable, string text) => Set(variable, (ref Sample sample) => sample.SetText(ByteText.ToBytes(text)));

    /// <summary>The value of a variable as text; null when it is not set.</summary>
    public string? Variable(string name)
    {
        Assert.True(_stand.Plan.Names.Variables.TryName(name, out VariableName variable, out string error), error);
        Sample sample = default;
        return _stand.Exchange.Variables.TryGet(variable.Slot, ref sample) ? ByteText.FromBytes(sample.Bytes) : null;
    }

    /// <summary>What is reported about an expression; "" for nothing.</summary>
    internal static string Diagnose(string expression, IReadOnlyDictionary<string, string>? files = null) =>
        SampleStand.Diagnose($"http-request set-header X %[{Protect(expression)}]", files: files);

    /// <summary>From the first level of quotes (CFG 2.2).</summary>
    private static string Protect(string expression)
    {
        StringBuilder word = new();
        foreach (char character in expression)
        {
            word.Append(character is '\\' or '\'' or '"' or ' ' or '#' or '$' ? "\\" : "").Append(character);
        }

        return word.ToString();
    }


    public void Dispose() => _stand.Dispose();

    private void Set(string variable, Setter setter)
    {
        Assert.True(_stand.Plan.Names.Variables.TryName(variable, out VariableName name, out string error), error);
        Sample sample = default;
        setter(ref sample);
        Assert.True(_stand.Exchange.Variables.TrySet(name.Slot, sample));
    }
}
