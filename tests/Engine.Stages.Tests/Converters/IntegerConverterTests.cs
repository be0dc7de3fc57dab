using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Arithmetic (CFG 7.3.1), with the results of HAProxy 2.6 at every end of the range.</summary>
public sealed class IntegerConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("int(5),add(txn.n)", "12")]
    [InlineData("int(5),add(txn.none)", null)]
    [InlineData("int(5),add(txn.empty)", null)]
    [InlineData("int(5),sub(7)", "-2")]
    [InlineData("int(5),mul(-3)", "-15")]
    [InlineData("int(9223372036854775807),add(1)", "9223372036854775807")]
    [InlineData("int(-9223372036854775807),sub(5)", "-9223372036854775808")]
    [InlineData("int(9223372036854775807),mul(2)", "9223372036854775807")]
    [InlineData("int(9223372036854775807),mul(-2)", "-9223372036854775808")]
    [InlineData("int(-9223372036854775808),neg", "9223372036854775807")]
    [InlineData("int(-9223372036854775808),div(-1)", "9223372036854775807")]
    [InlineData("int(-9223372036854775808),mod(-1)", "0")]
    [InlineData("int(-9223372036854775808),sub(-9223372036854775808)", "0")]
    [InlineData("int(5),sub(-9223372036854775808)", "9223372036854775807")]
    [InlineData("int(-5),sub(-9223372036854775808)", "9223372036854775803")]
    [InlineData("int(5),add(9223372036854775808)", "9223372036854775807")]
    [InlineData("int(5),div(0)", "9223372036854775807")]
    [InlineData("int(5),mod(0)", "0")]
    [InlineData("int(-7),div(2)", "-3")]
    [InlineData("int(-7),mod(2)", "-1")]
    [InlineData("int(-7),odd", "1")]
    [InlineData("int(-7),even", "0")]
    [InlineData("int(-7),bool", "1")]
    [InlineData("int(0),bool", "0")]
    [InlineData("int(0),not", "1")]
    [InlineData("int(3),not", "0")]
    [InlineData("int(7),cpl", "-8")]
    [InlineData("int(6),and(3)", "2")]
    [InlineData("int(6),or(3)", "7")]
    [InlineData("int(6),xor(3)", "5")]
    [InlineData("int(4),neg,add(10)", "6")]
    public void Numbers_AreCalculatedWith(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(12x),add(0)", "12")]
    [InlineData("str(x12),add(0)", "0")]
    [InlineData("str( 12),add(0)", "0")]
    [InlineData("str(-12),add(0)", "-12")]
    [InlineData("str(+12),add(0)", "12")]
    [InlineData("str(99999999999999999999),add(0)", "9223372036854775807")]
    [InlineData("str(-99999999999999999999),add(0)", "-9223372036854775808")]
    [InlineData("str(1.5),add(0)", "1")]
    [InlineData("str(-),add(0)", "0")]
    [InlineData("str(),add(0)", null)]
    [InlineData("ipv4(1.2.3.4),add(1)", "16909061")]
    [InlineData("bool(true),add(1)", "2")]
    public void OtherTypes_BecomeNumbers(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("int(5),add(x)", "neither a number nor a variable")]
    [InlineData("int(5),add(nowhere.n)", "neither a number nor a variable")]
    public void WhatIsNoNumber_IsReported(string expression, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose(expression), StringComparison.Ordinal);
}
