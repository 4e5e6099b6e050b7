using System.Management.Automation;
using System.Management.Automation.Language;

namespace ScalingTools.Cmdlets;

/// <summary>The commands that made what arrived at a cmdlet, as well as they can be known: the statement in which it stands, and before it those that gave the statement's variables their values.</summary>
internal static class CommandText
{
    private const int MostStatements = 30;

    /// <summary>The statements, and where they stand; the script is empty where they were typed.</summary>
    public static (string Statements, string Script) Of(InvocationInfo invocation, CommandInvocationIntrinsics commands)
    {
        // The first frame is that of the question itself.
        CallStackFrame? caller = Ask<CallStackFrame>(commands, "Get-PSCallStack").Skip(1).FirstOrDefault();
        if (caller?.Position is not { StartScriptPosition: { } start } statement)
            return (invocation.Line.Trim(), "");
        string all = start.GetFullScript() ?? statement.Text;
        bool typed = string.IsNullOrEmpty(caller.ScriptName);
        List<string> before = typed ? [.. Ask<Microsoft.PowerShell.Commands.HistoryInfo>(commands, "Get-History").Select(entry => entry.CommandLine)] : [];
        before.Add(all[..Math.Min(start.Offset, all.Length)]);
        return (string.Join("\n", [.. Assignments(statement.Text, before), statement.Text]), typed ? "" : $"{caller.ScriptName}, line {start.LineNumber}");
    }

    // Backwards from the statement: whatever gives a variable its value may need others.
    private static Stack<string> Assignments(string statement, IReadOnlyList<string> before)
    {
        HashSet<string> needed = new(Variables(Parse(statement)), StringComparer.OrdinalIgnoreCase);
        Stack<string> found = [];
        foreach (string text in before.Reverse())
            foreach (AssignmentStatementAst assignment in Parse(text).FindAll(ast => ast is AssignmentStatementAst, searchNestedScriptBlocks: false).Cast<AssignmentStatementAst>().Reverse())
            {
                string[] set = [.. Variables(assignment.Left).Where(needed.Contains)];
                if (set.Length == 0 || found.Count == MostStatements)
                    continue;
                if (assignment.Operator == TokenKind.Equals)
                    needed.ExceptWith(set);
                needed.UnionWith(Variables(assignment.Right));
                found.Push(assignment.Extent.Text);
            }
        return found;
    }

    private static IEnumerable<string> Variables(Ast ast) => ast.FindAll(part => part is VariableExpressionAst, searchNestedScriptBlocks: true).Cast<VariableExpressionAst>().Select(variable => variable.VariablePath.UserPath);

    // The text before a statement may end in the middle of a block; what can be read of it is enough.
    private static ScriptBlockAst Parse(string text) => Parser.ParseInput(text, out _, out _);

    private static IEnumerable<T> Ask<T>(CommandInvocationIntrinsics commands, string question)
    {
        try
        {
            return [.. commands.InvokeScript(question).Select(answer => answer?.BaseObject).OfType<T>()];
        }
        catch (RuntimeException)
        {
            return []; // a session that does not have the command
        }
    }
}
