namespace Hotline.Api.Ui.Review;

/// <summary>A question of a form whose questions are answered one after another by the keys 1 to 9.</summary>
/// <param name="Path">Of its field.</param>
/// <param name="Options">How many answers there are.</param>
/// <param name="IsAnswered">It is the next one's turn.</param>
/// <param name="Answer">Takes the answer, from 1.</param>
/// <param name="Forget">Takes the answer back.</param>
internal sealed record KeyQuestion(string Path, int Options, bool IsAnswered, Action<int> Answer, Action Forget)
{
    /// <summary>Whose turn it is; <c>null</c> when all are answered.</summary>
    public static KeyQuestion? Asked(IEnumerable<KeyQuestion> questions) => questions.FirstOrDefault(question => !question.IsAnswered);

    /// <summary>A key answers the question whose turn it is; one that is no answer to it does nothing.</summary>
    public static void Press(IEnumerable<KeyQuestion> questions, int key)
    {
        if (Asked(questions) is { } asked && key <= asked.Options)
        {
            asked.Answer(key);
        }
    }

    /// <summary>Takes the last answer back.</summary>
    public static void Back(IEnumerable<KeyQuestion> questions) => questions.LastOrDefault(question => question.IsAnswered)?.Forget();
}
