using System;

namespace Engine.Config.Conditions;

/// <summary>An OpenSSL version: <c>3.0.11</c>, <c>1.1.1w</c>, <c>3.0.0-beta2</c>. Missing parts are zero; alpha, beta and pre come before the release.</summary>
internal readonly record struct OpenSslVersion(int Major, int Minor, int Patch, int Letter, int Stage, int StageNumber) : IComparable<OpenSslVersion>
{
    private static readonly string[] StagesBeforeRelease = ["-alpha", "-beta", "-pre"];

    public static bool TryParse(string? text, out OpenSslVersion version)
    {
        version = default;
        var reader = new VersionReader(text ?? "");
        if (!reader.TryNumber(out int major))
        {
            return false;
        }

        int minor = reader.NumberAfter(".");
        int patch = reader.NumberAfter(".");
        int letter = reader.Letters();
        int stage = StagesBeforeRelease.Length;
        int stageNumber = 0;
        for (int i = 0; i < StagesBeforeRelease.Length; i++)
        {
            if (reader.TrySkip(StagesBeforeRelease[i]))
            {
                stage = i;
                stageNumber = reader.NumberAfter("");
                break;
            }
        }

        version = new OpenSslVersion(major, minor, patch, letter, stage, stageNumber);
        return reader.AtEnd || reader.AtSuffix;
    }

    public int CompareTo(OpenSslVersion other) =>
        (Major, Minor, Patch, Letter, Stage, StageNumber).CompareTo((other.Major, other.Minor, other.Patch, other.Letter, other.Stage, other.StageNumber));
}
