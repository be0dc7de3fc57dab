using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Conditions;

/// <summary>
/// Follows <c>.if .elif .else .endif</c> through one file and says whether the current line counts; emits <c>.diag .notice .warning
/// .alert</c> (CFG 2.4).
/// </summary>
internal sealed class Preprocessor(ConfigEnvironment environment, EngineFeatures engine, DiagnosticBag diagnostics)
{
    /// <summary>HAProxy's own bound on nesting.</summary>
    private const int DepthMax = 1024;

    private static readonly string[] Directives = [".if", ".elif", ".else", ".endif", ".diag", ".notice", ".warning", ".alert"];

    private readonly Stack<Block> _blocks = new();

    private enum BranchState : byte
    {
        /// <summary>The current branch counts.</summary>
        Taken,

        /// <summary>No branch counted so far: the next true one will.</summary>
        Waiting,

        /// <summary>A branch counted already, or the whole block stands in a masked branch, or its condition is broken.</summary>
        Over,
    }

    /// <summary>True exactly when the current line is not masked out.</summary>
    public bool IsActive => !_blocks.TryPeek(out Block? block) || block.State == BranchState.Taken;

    /// <summary>True when the line begins like a directive: also a masked one must be followed, be it unreadable.</summary>
    public static bool IsDirective(string raw) => raw.AsSpan().TrimStart(" \t\v\f").StartsWith('.');

    /// <summary>True when faults of this line are to be reported: it is not masked, or it is the <c>.elif</c> that decides what comes next.</summary>
    public bool Heeds(string raw) =>
        !_blocks.TryPeek(out Block? block) || block.State switch
        {
            BranchState.Taken => true,
            BranchState.Waiting => NameOf(raw) == ".elif",
            _ => false,
        };

    /// <summary>Handles a line whose first word begins with a dot. A masked line reports only what concerns the structure.</summary>
    public void Handle(Statement line)
    {
        switch (line.Words[0].Text)
        {
            case ".if":
                Open(line);
                break;
            case ".elif":
                Turn(line, isElse: false);
                break;
            case ".else":
                Turn(line, isElse: true);
                break;
            case ".endif":
                Close(line);
                break;
            default:
                if (IsActive)
                {
                    Emit(line);
                }

                break;
        }
    }

    /// <summary>A directive that could not be split into words, which was reported: keeps the structure, so that no false errors follow.</summary>
    public void HandleBroken(SourceLine line)
    {
        string name = NameOf(line.Raw);
        if (name == ".if")
        {
            var opening = new Word(name, line.Raw.IndexOf('.') + 1, name.Length);
            _blocks.Push(new Block(new Statement(line.File, line.Number, line.Raw, [opening]), BranchState.Over));
        }
        else if (name == ".elif" && _blocks.TryPeek(out Block? block))
        {
            block.State = BranchState.Over;
        }
    }

    /// <summary>The file ends: every block must be closed.</summary>
    public void Finish()
    {
        foreach (Block block in _blocks)
        {
            diagnostics.Error(block.Opening, 0, "this '.if' is never closed", "add '.endif' before the end of the file");
        }

        _blocks.Clear();
    }

    private void Open(Statement line)
    {
        if (_blocks.Count == DepthMax)
        {
            diagnostics.Error(line, 0, $"'.if' is nested more than {DepthMax} deep", "split the file, or make the conditions simpler");
        }

        _blocks.Push(new Block(line, IsActive ? Judge(line) : BranchState.Over));
    }

    private void Turn(Statement line, bool isElse)
    {
        string word = line.Words[0].Text;
        if (!_blocks.TryPeek(out Block? block))
        {
            diagnostics.Error(line, 0, $"'{word}' without an open '.if'", null);
            return;
        }

        if (block.SeenElse)
        {
            diagnostics.Error(line, 0, $"'{word}' after '.else': the block that began at line {block.Opening.Line} can only be closed", "close it with '.endif', or move '.else' last");
            block.State = BranchState.Over;
            return;
        }

        if (isElse)
        {
            RefuseArguments(line);
            block.SeenElse = true;
        }

        block.State = block.State != BranchState.Waiting ? BranchState.Over
            : isElse ? BranchState.Taken
            : Judge(line);
    }

    private void Close(Statement line)
    {
        RefuseArguments(line);
        if (!_blocks.TryPop(out _))
        {
            diagnostics.Error(line, 0, "'.endif' without an open '.if'", null);
        }
    }

    private BranchState Judge(Statement line)
    {
        ConditionResult result = ConditionEvaluator.Evaluate(ConditionEvaluator.JoinFrom(line, 1), environment, engine);
        if (result.Issue is { } issue)
        {
            SourceSpan where = ConditionEvaluator.Locate(line, 1, issue);
            diagnostics.Add(new Diagnostic(Severity.Error, where, line.Raw, issue.Message, issue.Fix));
            return BranchState.Over;
        }

        return result.IsTrue ? BranchState.Taken : BranchState.Waiting;
    }

    private void Emit(Statement line)
    {
        string word = line.Words[0].Text;
        Severity? severity = word switch
        {
            ".diag" => Severity.Diagnostic,
            ".notice" => Severity.Notice,
            ".warning" => Severity.Warning,
            ".alert" => Severity.Error,
            _ => null,
        };
        if (severity is null)
        {
            diagnostics.Error(line, 0, $"there is no directive '{word}'", Suggest.Fix(word, Directives) ?? $"those known are {string.Join(", ", Directives)}");
            return;
        }

        if (line.Words.Count > 2)
        {
            diagnostics.Error(line, 2, $"'{word}' takes one message", "put the message in double quotes");
            return;
        }

        string message = line.Words.Count == 2 && line.Words[1].Text.Length > 0 ? line.Words[1].Text : $"'{word}' without a message";
        diagnostics.Add(new Diagnostic(severity.Value, line.SpanOf(0), line.Raw, message));
    }

    private void RefuseArguments(Statement line)
    {
        if (line.Words.Count > 1)
        {
            diagnostics.Error(line, 1, $"'{line.Words[0].Text}' takes no argument", "a comment begins with '#'; a further condition needs '.elif'");
        }
    }

    /// <summary>The directive a line begins with, as far as that can be told without splitting it.</summary>
    private static string NameOf(string raw)
    {
        string text = raw.TrimStart(' ', '\t', '\v', '\f');
        int end = text.AsSpan().IndexOfAny(" \t\v\f#");
        return end < 0 ? text : text[..end];
    }

    private sealed class Block(Statement opening, BranchState state)
    {
        public Statement Opening { get; } = opening;

        public BranchState State { get; set; } = state;

        public bool SeenElse { get; set; }
    }
}
