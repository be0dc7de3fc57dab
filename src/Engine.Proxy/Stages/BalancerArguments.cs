using System;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Stages;

/// <summary>The words behind <c>balance ALGORITHM</c> and what else the section says about balancing, while a balancer is made; what does not fit is reported.</summary>
public sealed class BalancerArguments
{
    private readonly BalanceConfig _config;
    private readonly ExpressionCompiler _compiler;

    internal BalancerArguments(ProxyConfig proxy, BalanceConfig config, ExpressionCompiler compiler, ulong seed)
    {
        Seed = seed;
        Proxy = proxy;
        _config = config;
        _compiler = compiler;
    }

    public ProxyConfig Proxy { get; }

    /// <summary>For algorithms that draw lots.</summary>
    public ulong Seed { get; }

    public string Algorithm => _config.Algorithm;

    public HashConfig Hash => Proxy.Hash;

    /// <summary>What stands in parentheses behind the name comes first.</summary>
    public int Count => _config.Arguments.Count;

    /// <summary>True when the first argument stands in parentheses behind the name.</summary>
    public bool HasParentheses => _config.Where.Words.Count > 1 && _config.Where.Words[1].Text.Contains('(', StringComparison.Ordinal);

    /// <summary>"" where none was written.</summary>
    public string Text(int index) => index < Count ? _config.Arguments[index].Text : "";

    /// <summary>A whole number of <paramref name="min"/> or more; null, and reported, when it is none.</summary>
    public int? Number(int index, int min, string what)
    {
        if (int.TryParse(Text(index), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min)
        {
            return value;
        }

        Error(index, index < Count ? $"'{Text(index)}' is not {what}" : $"'balance {Algorithm}' needs {what}", $"write a whole number of {min} or more");
        return null;
    }

    /// <summary>The one word that is a sample expression; null, and reported, when it is none.</summary>
    public SamplePlan? Sample(int index)
    {
        if (index < Count)
        {
            return _compiler.Sample(_config.Where, WordOf(index), RulePoints.UseServer);
        }

        Error(index, $"'balance {Algorithm}' needs a sample expression", "write what is to be hashed, such as: balance hash req.cookie(user)");
        return null;
    }

    /// <summary>False, and reported, when there are more arguments than that.</summary>
    public bool EndsAfter(int count)
    {
        if (Count <= count)
        {
            return true;
        }

        string takes = count == 0 ? "takes no argument" : $"takes no more than {count}";
        Error(count, $"'balance {Algorithm}' {takes}, but found '{Text(count)}'", "remove it");
        return false;
    }

    /// <param name="index">Of the argument; past the last one, the end of the line is meant.</param>
    public void Error(int index, string message, string? fix = null)
    {
        if (index < Count)
        {
            _compiler.Diagnostics.Error(_config.Where, WordOf(index), message, fix);
        }
        else
        {
            _compiler.Diagnostics.ErrorAtEnd(_config.Where, message, fix);
        }
    }

    /// <summary>About the whole line.</summary>
    public void Warning(string message, string? fix = null) =>
        _compiler.Diagnostics.Warning(_config.Where, Math.Min(1, _config.Where.Words.Count - 1), message, fix);

    private int WordOf(int index) => HasParentheses ? index + 1 : index + 2;
}
