using System;

namespace Engine.Config.Conditions;

/// <summary>
/// An HAProxy version as <c>-v</c> prints it: <c>3.4.0</c>, <c>2.4-dev19</c>, <c>3.1-rc2</c>, <c>2.6.12-14</c> (14 commits later).
/// Missing parts are zero; dev comes before rc, rc before the release.
/// </summary>
internal readonly record struct EngineVersion(int Major, int Minor, int Patch, int Stage, int StageNumber, int Commits) : IComparable<EngineVersion>
{
    private const int Dev = 0;
    private const int Candidate = 1;
    private const int Released = 2;

    public static bool TryParse(string text, out EngineVersion version)
    {
        version = default;
        var reader = new VersionReader(text);
        if (!reader.TryNumber(out int major))
        {
            return false;
        }

        int minor = reader.NumberAfter(".");
        int patch = reader.NumberAfter(".");
        int stage = Released;
        int stageNumber = 0;
        if (reader.TrySkip("-dev"))
        {
            stage = Dev;
            stageNumber = reader.NumberAfter("");
        }
        else if (reader.TrySkip("-rc"))
        {
            stage = Candidate;
            stageNumber = reader.NumberAfter("");
        }

        int commits = reader.NumberAfter("-");
        version = new EngineVersion(major, minor, patch, stage, stageNumber, commits);
        return reader.AtEnd || reader.AtSuffix;
    }

    public int CompareTo(EngineVersion other) =>
        (Major, Minor, Patch, Stage, StageNumber, Commits).CompareTo((other.Major, other.Minor, other.Patch, other.Stage, other.StageNumber, other.Commits));
}
