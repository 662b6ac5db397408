/* mute.c - a worker that ends before it says hello. */
int
main(void)
{
	return 1;
}
