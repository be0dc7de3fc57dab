using System.Globalization;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Samples;

/// <summary>The arguments of one fetch or converter while it is compiled, already checked against the signature; and where it stands.</summary>
public sealed class SampleCallArguments
{
    private readonly SampleCall _call;

    internal SampleCallArguments(SampleCall call, Statement at, ExpressionCompiler compiler, RulePoints point)
    {
        _call = call;
        At = at;
        Compiler = compiler;
        Point = point;
    }

    public string Name => _call.Name;

    /// <summary>The line it stands in.</summary>
    public Statement At { get; }

    /// <summary>Its place there.</summary>
    public SourceSpan Where => _call.Where;

    /// <summary>Arguments written, empty ones included.</summary>
    public int Count => _call.Arguments.Count;

    /// <summary>The point at which the expression will be evaluated.</summary>
    public RulePoints Point { get; }

    /// <summary>For arguments that hold expressions or names of the plan.</summary>
    public ExpressionCompiler Compiler { get; }

    /// <summary>The section in which the expression stands.</summary>
    public ProxyConfig? Proxy => Compiler.Proxy;

    /// <summary>True when the argument was written and is not empty.</summary>
    public bool Has(int index) => index < Count && _call.Arguments[index].Length > 0;

    /// <summary>The argument as a byte string; "" when it was not written.</summary>
    public string Text(int index) => index < Count ? _call.Arguments[index] : "";

    public byte[] Bytes(int index) => ByteText.ToBytes(Text(index));

    /// <summary>The argument as a number, which the signature has checked.</summary>
    public long Integer(int index, long missing) =>
        long.TryParse(Text(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : missing;

    /// <summary>Reports what is wrong with the call.</summary>
    public void Error(string message, string? fix = null) =>
        Compiler.Diagnostics.Add(new Diagnostic(Severity.Error, _call.Where, At.Raw, message, fix));

    public void Warning(string message, string? fix = null) =>
        Compiler.Diagnostics.Add(new Diagnostic(Severity.Warning, _call.Where, At.Raw, message, fix));
}
