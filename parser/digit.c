/* digit.c - what recognition makes of digits. */
#include "parser/digit.h"

char
digit_meant(char c)
{
	switch (c) {
	case 'O':
	case 'o':
	case 'Q':
	case 'D':
		return '0';
	case 'l':
	case 'I':
	case 'i':
	case '|':
	case ']':
	case '[':
		return '1';
	case 'Z':
	case 'z':
		return '2';
	case 'S':
	case 's':
		return '5';
	case 'B':
		return '8';
	default:
		return c;
	}
}
