namespace Polytask.Runs.Reporting;

/// <summary>A box of the drawing: the parts of a model at one place that the same tasks have.</summary>
/// <param name="Place">The part of the names that says where in the model it is: <c>trunk.0</c>.</param>
/// <param name="Role">What it is there: <c>experts</c>; empty where the place says it.</param>
/// <param name="Columns">The columns of its tasks; none where all tasks have it.</param>
/// <param name="Parts">The parts, without those beside the path of the network.</param>
/// <param name="Beside">Parts from which a linear path leads straight to a head.</param>
/// <param name="First">Parts that predict of what it makes already in training, and lead no further.</param>
/// <param name="Copies">How many tasks have one each, where several are drawn as one.</param>
internal sealed record ArchitectureBox(string Place, string Role, IReadOnlyList<int> Columns, IReadOnlyList<ModelPart> Parts, IReadOnlyList<ModelPart> Beside, IReadOnlyList<ModelPart> First, int Copies)
{
    private const string Shared = "shared", Frozen = "frozen";

    /// <summary>Whether all tasks have it.</summary>
    public bool IsForAll => Columns.Count == 0;

    /// <summary>Whether only its own task trains it.</summary>
    public bool IsOwn => Parts[0] is { Reached: false, Owner: not (Shared or Frozen) };

    /// <summary>Whether nothing trains it.</summary>
    public bool IsFrozen => Parts[0].Owner == Frozen;

    /// <summary>Of whom it takes what stands below; <c>null</c> for its own tasks.</summary>
    public IReadOnlyList<string>? Reads => Parts[0].Reads;

    /// <summary>The tasks whose own part at the same place it takes up too.</summary>
    public IReadOnlyList<string> After => [.. Parts.SelectMany(part => part.After ?? []).Distinct()];

    /// <summary>How many of one kind there are: where its bias is a list of biases, its matrix is a list of matrices.</summary>
    public long Count => Copies
        * (Parts is [{ Shape: [var count, _, _] }, { Shape: [var biases, _] }, ..] && count == biases ? count : 1);

    /// <summary>Its name.</summary>
    public string Title => Role.Length > 0 ? Role : Place.Split('.')[0];

    /// <summary>Numbers per row on the way through it.</summary>
    public string Shape => Parts.All(IsTable) ? Table() : Matrices();

    /// <summary>How many numbers are in it.</summary>
    public long Parameters => Parts.Sum(part => part.Parameters);

    /// <summary>Whether others read it under a name: one that stands in its parts' names, or "shared".</summary>
    public bool Answers(string name) => name == Shared ? IsForAll : Parts.Any(part => $".{part.Name}.".Contains($".{name}.", StringComparison.Ordinal));

    /// <summary>Whether a part is a table, of which a row reads some lines and multiplies nothing.</summary>
    public static bool IsTable(ModelPart part) => part is { Shape.Count: 2, MultiplyAdds: 0 };

    private string Table() => Parts.Count == 1
        ? Figures.Shape(Parts[0].Shape)
        : $"{Parts.Select(part => part.Name.Split('.')[^1]).Distinct().Count()} tables";

    private string Matrices()
    {
        var told = Parts.FirstOrDefault(IsTold);
        var shapes = Parts.Where(part => part.Shape.Count > 1 && !IsTable(part) && !IsTold(part)).Select(part => Matrix(part.Shape)).Take(Parts[0].Shape.Count == 3 ? 1 : 3).ToArray();
        if (shapes.Length == 0) return Figures.Shape(Parts[0].Shape);
        var widths = new List<long> { shapes[0][1] };
        foreach (var shape in shapes.TakeWhile(shape => shape[1] == widths[^1])) widths.Add(shape[0]);
        var words = widths.Select(width => Figures.Count(width)).ToArray();
        if (told is not null) words[0] += $" + {Figures.Count(told.Shape[1])}";
        return string.Join(" → ", words);
    }

    /// <summary>Numbers out and in of a matrix, which may be one of a stack; of a convolution, channels.</summary>
    private static long[] Matrix(IReadOnlyList<long> shape) => [.. shape.Count == 4 ? shape.Take(2) : shape.TakeLast(2)];

    /// <summary>Whether a part is what a head reads of other tasks.</summary>
    private static bool IsTold(ModelPart part) => part.Name.EndsWith(".from", StringComparison.Ordinal);
}
