using System.Text;

namespace ScalingTools.Composition;

/// <summary>
/// A prompt of two permutations as a question in English. σ_1 says who plays where and σ_2 which game is when; π_1, whose nickname is whose, and π_2, which position belongs to
/// which sport, are not in the text: they are what a reader knows.
/// </summary>
/// <remarks>Names follow π: the person at π_1(j) is the one whose nickname is number j, and the position at a is one of the sport at π_2(a), so that every sentence is true English.</remarks>
public static class CompositionStory
{
    /// <summary>The most things there are names for.</summary>
    public const int MaxSize = 7;

    private static readonly string[] Nicknames = ["Bill", "Peggy", "Bob", "Beth", "Dick", "Sally", "Jack"];
    private static readonly string[] People = ["William", "Margaret", "Robert", "Elizabeth", "Richard", "Sarah", "John"];
    private static readonly string[] Sports = ["football", "softball", "soccer", "basketball", "volleyball", "cricket", "rugby"];
    private static readonly string[] Positions = ["quarterback", "shortstop", "sweeper", "point guard", "setter", "wicketkeeper", "scrum-half"];
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>"John plays quarterback. … The football game is on Sunday. … On what day does Jack play? Sunday."; empty unless k = 2 and N ≤ 7.</summary>
    /// <param name="prompt">σ.</param>
    /// <param name="start">x.</param>
    public static string Question(CompositionPrompt prompt, int start)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        CompositionTask task = prompt.Task;
        if (task.Length != 2 || task.Size > MaxSize)
            return "";
        int[] nickname = new int[task.Size];
        for (int j = 0; j < task.Size; j++)
            nickname[task.Hidden(0, j)] = j; // the person at π_1(j) is called by nickname j
        StringBuilder text = new();
        for (int person = 0; person < task.Size; person++)
            text.Append(People[nickname[person]]).Append(" plays ").Append(Positions[task.Hidden(1, prompt.Value(0, person))]).Append(". ");
        for (int sport = 0; sport < task.Size; sport++)
            text.Append("The ").Append(Sports[sport]).Append(" game is on ").Append(Days[prompt.Value(1, sport)]).Append(". ");
        return text.Append("On what day does ").Append(Nicknames[start]).Append(" play? ").Append(Days[prompt.Answer(start)]).Append('.').ToString();
    }
}
