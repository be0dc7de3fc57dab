using System.IO;
using Engine.Config.Conditions;
using Engine.Config.Text;

namespace Weir.Invocation;

/// <summary><c>-cc</c>: a script asks what <c>.if</c> would ask.</summary>
internal static class ConditionCheck
{
    /// <returns>Exit status: 0 true, 1 false, 2 error.</returns>
    public static int Run(Options options, TextWriter errors)
    {
        ConditionResult result = ConditionEvaluator.EvaluateCommandLine(options.Condition, ConfigEnvironment.FromProcess(), Features.Of(options));
        if (result.Issue is { } issue)
        {
            var where = new SourceSpan("-cc", 1, issue.Offset + 1, issue.Length);
            new DiagnosticRenderer(errors).Write(new Diagnostic(Severity.Error, where, ByteText.FromUnicode(options.Condition), issue.Message, issue.Fix));
            return 2;
        }

        return result.IsTrue ? 0 : 1;
    }
}
