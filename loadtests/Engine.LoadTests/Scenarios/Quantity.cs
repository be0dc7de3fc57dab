using System;
using System.Collections.Generic;
using System.Globalization;

namespace Engine.LoadTests.Scenarios;

/// <summary>A kind of number with units, such as durations: the units, and what one of each comes to.</summary>
internal sealed class Quantity
{
    public static readonly Quantity Duration = new(
        "a duration", "5 ms", isUnitNeeded: true, ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("h", 3600e9));

    public static readonly Quantity Size = new(
        "a size", "64 KiB", isUnitNeeded: false, ("B", 1), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024), ("MiB", 1024 * 1024), ("GiB", 1024 * 1024 * 1024));

    public static readonly Quantity Rate = new("a rate", "2000/s", isUnitNeeded: true, ("/s", 1), ("/min", 1.0 / 60));

    public static readonly Quantity Count = new("a number", "64", isUnitNeeded: false);

    /// <summary>A count, or a share of all when followed by a percent sign: those are told apart by <see cref="IsShare"/>.</summary>
    public static readonly Quantity CountOrShare = new("a number or a percentage", "0.1 %", isUnitNeeded: false, ("%", 0.01));

    private readonly (string Name, double Factor)[] _units;
    private readonly bool _isUnitNeeded;

    private Quantity(string name, string example, bool isUnitNeeded, params (string Name, double Factor)[] units)
    {
        Name = name;
        Example = example;
        _isUnitNeeded = isUnitNeeded;
        _units = units;
    }

    public string Name { get; }

    public string Example { get; }

    public string UnitList
    {
        get
        {
            var names = new List<string>();
            foreach ((string name, _) in _units)
            {
                names.Add(name);
            }

            return string.Join(", ", names);
        }
    }

    public bool IsUnit(string text) => FactorOf(text) > 0;

    /// <summary>The same number and unit; unit empty when there is none.</summary>
    public static (string Number, string Unit) Part(string text)
    {
        int digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or ',' or '_'))
        {
            digits++;
        }

        return (text[..digits], text[digits..]);
    }

    /// <summary>True exactly when <paramref name="unit"/> makes it a share.</summary>
    public static bool IsShare(string unit) => unit == "%";

    /// <summary>Number times unit. False with what is wrong, and how to mend it.</summary>
    public bool TryRead(string number, string unit, out double value, out string cause, out string fix)
    {
        fix = $"such as {Example}";
        cause = "";
        if (!double.TryParse(number.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
        {
            cause = $"'{number}{unit}' is not {Name}";
            return false;
        }

        double factor = unit.Length == 0 && !_isUnitNeeded ? 1 : FactorOf(unit);
        if (factor <= 0)
        {
            cause = unit.Length == 0 ? $"{Name} needs a unit" : _units.Length == 0 ? $"{Name} has no unit" : $"'{unit}' is not a unit of {Name}";
            fix = _units.Length == 0 ? fix : $"{fix}; units are {UnitList}";
            return false;
        }

        value *= factor;
        return true;
    }

    private double FactorOf(string unit)
    {
        foreach ((string name, double factor) in _units)
        {
            if (name == unit)
            {
                return factor;
            }
        }

        return 0;
    }
}
