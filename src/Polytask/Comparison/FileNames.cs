namespace Polytask.Comparison;

/// <summary>Names of files made of what people call things.</summary>
internal static class FileNames
{
    /// <summary>Letters and digits with dashes between: <c>mmoe, mgda</c> becomes <c>mmoe-mgda</c>.</summary>
    public static string Of(string name) => string.Join('-', new string([.. name.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
